#include "engine/local/fronts.h"

#include <map>

namespace deltascope {

std::vector<FrontGroup> groupByFront(const Session &session, const nn::ColumnTable &table, int columns)
{
    std::map<std::vector<std::shared_ptr<const nn::Tap>>, std::size_t> known;
    std::vector<FrontGroup> groups;
    for (int column = 0; column < columns; ++column) {
        std::vector<std::shared_ptr<const nn::Tap>> taps;
        nn::Pass::Fronts fronts;
        for (std::size_t slot = 0; slot < session.deltas.size(); ++slot)
            for (const nn::SiteTap &site : session.deltas[slot].taps) {
                const auto front = site.tap->front();
                if (!front || table.strength(static_cast<int>(slot), column, site.module) == 0)
                    continue;
                taps.push_back(site.tap);
                if (front->tokens.defined())
                    fronts.prompts.push_back(front->tokens);
                fronts.added += front->added;
                if (front->added > 0)
                    fronts.insertions.push_back({front->lead, front->added});
                fronts.shift += front->shift;
                fronts.unscaled |= front->unscaled;
            }
        const auto [found, added] = known.try_emplace(taps, groups.size());
        if (added)
            groups.push_back({{}, std::move(fronts), std::move(taps)});
        groups[found->second].columns.push_back(column);
    }
    return groups;
}

} // namespace deltascope
