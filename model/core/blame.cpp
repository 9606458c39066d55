#include "core/blame.h"

#include <algorithm>
#include <set>

namespace deltascope {

namespace {

/// Attached how strongly at a module; nothing: not at all.
std::optional<double> effectAt(const Mix &mix, DeltaId id, int module)
{
    const DeltaSetting *setting = mix.find(id);
    if (!setting || !setting->attachedAt(module) || setting->strengthAt(module) == 0)
        return {};
    return setting->strengthAt(module);
}

} // namespace

std::vector<int> differingSites(const BlameRequest &request)
{
    std::set<int> modules;
    for (const DeltaInfo &delta : request.deltas)
        for (const TapInfo &tap : delta.taps)
            if (effectAt(request.column.mix, delta.id, tap.module)
                != effectAt(request.against.mix, delta.id, tap.module))
                modules.insert(tap.module);
    return {modules.begin(), modules.end()};
}

Mix mixWith(const BlameRequest &request, const std::vector<int> &modules)
{
    Mix mix;
    for (const DeltaInfo &delta : request.deltas) {
        DeltaSetting setting{delta.id, false, 1, {}};
        for (const TapInfo &tap : delta.taps) {
            const bool isChosen = std::binary_search(modules.begin(), modules.end(), tap.module);
            if (const auto strength
                = effectAt(isChosen ? request.column.mix : request.against.mix, delta.id, tap.module))
                setting.sites[tap.module] = {true, *strength};
        }
        mix.deltas.push_back(std::move(setting));
    }
    return mix;
}

} // namespace deltascope
