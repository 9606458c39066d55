#include "engine/local/kept/histories.h"

#include <algorithm>
#include <unordered_map>

namespace deltascope {

namespace {

/// Blocks with taps by the first border that what they do lies before; then those behind all.
std::vector<std::vector<const nn::Block *>> sitesByPhase(const Session &session, const nn::Route &route)
{
    std::vector<std::vector<const nn::Block *>> sites(route.borders.size() + 1);
    for (const nn::Block *block : session.blocks)
        if (!block->taps.empty())
            sites[route.phaseOf(*block)].push_back(block);
    return sites;
}

} // namespace

int Histories::numberOf(const Prepared &input)
{
    return m_inputs
        .try_emplace(Content{input.ids, input.mask, input.typeIds, input.decoderIds}, static_cast<int>(m_inputs.size()))
        .first->second;
}

int Histories::after(int before, const nn::Block *block, Acting acting)
{
    return m_steps.try_emplace(Step{before, block, std::move(acting)}, static_cast<int>(m_steps.size())).first->second;
}

std::optional<std::vector<int>> Histories::of(int column, const FrontGroup &front, const Session &session,
                                              const nn::ColumnTable &table, const nn::Route &route)
{
    Acting infront;
    for (const auto &tap : front.taps)
        infront.emplace_back(tap, 1);
    int history = after(-1, nullptr, std::move(infront));
    std::vector<int> numbers;
    std::unordered_map<const nn::Tap *, std::size_t> phaseOfKept;
    for (const auto &sites : sitesByPhase(session, route)) {
        for (const nn::Block *block : sites) {
            Acting acting;
            for (const nn::TapRef &ref : block->taps)
                if (const double strength = ref.strength(table, column); strength != 0)
                    acting.emplace_back(ref.tap, strength);
            for (const auto &[tap, strength] : acting)
                if (tap->keepsInput())
                    phaseOfKept.emplace(tap.get(), numbers.size());
            if (!acting.empty())
                history = after(history, block, std::move(acting));
        }
        for (const nn::Block *block : sites)
            for (const nn::TapRef &ref : block->taps)
                if (const auto kept = phaseOfKept.find(ref.tap->source());
                    kept != phaseOfKept.end() && kept->second != numbers.size())
                    return std::nullopt;
        numbers.push_back(history);
    }
    return numbers;
}

void Histories::clear()
{
    m_inputs.clear();
    m_steps.clear();
}

} // namespace deltascope
