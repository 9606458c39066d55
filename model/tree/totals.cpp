#include "tree/totals.h"

#include <algorithm>

namespace deltascope::tree {

DeltaCount::DeltaCount(const DeltaInfo &delta)
    : id(delta.id)
    , trainable(delta.parameterCount)
    , constant(delta.constantCount)
    , bytes(delta.bytes)
{
    for (const TapInfo &tap : delta.taps) {
        std::int64_t here = 0;
        for (const TapModule &module : tap.modules)
            for (const ParamInfo &param : module.params)
                here += module.repeated ? 0 : elementCount(param.shape).value_or(0);
        listed += here;
        sites.push_back({tap.module, here, tap.tunes});
    }
}

namespace {

/// What a site lists, and what it tunes of its module's own parameters.
std::int64_t parametersAt(const NetworkInfo &network, const DeltaCount::Site &site)
{
    std::int64_t count = site.listed;
    if (!site.tunes.empty())
        for (const ParamInfo &param : network.modules[static_cast<std::size_t>(site.module)].params)
            if (std::find(site.tunes.begin(), site.tunes.end(), param.name) != site.tunes.end())
                count += elementCount(param.shape).value_or(0);
    return count;
}

} // namespace

Attached attachedOf(const NetworkInfo &network, const DeltaCount &delta, const DeltaSetting &setting)
{
    if (!isHeard(setting))
        return {};
    if (setting.sites.empty())
        return {delta.trainable, delta.constant};
    std::int64_t all = 0, off = 0;
    for (const DeltaCount::Site &site : delta.sites) {
        const std::int64_t own = parametersAt(network, site);
        all += own;
        off += setting.attachedAt(site.module) ? 0 : own;
    }
    const std::int64_t constantsOff = all > 0 ? std::min(delta.constant, all) * off / all : 0;
    return {std::max<std::int64_t>(delta.trainable - (off - constantsOff), 0), delta.constant - constantsOff};
}

Totals totals(const NetworkInfo &network, const std::vector<DeltaCount> &deltas, const Mix &mix)
{
    Totals sums;
    sums.parameters = network.parameterCount;
    for (const DeltaCount &delta : deltas) {
        sums.parameters += delta.listed;
        const DeltaSetting *setting = mix.find(delta.id);
        const Attached part = setting ? attachedOf(network, delta, *setting) : Attached{};
        sums.trainable += part.trainable;
        sums.delta += part.trainable + part.constant;
    }
    return sums;
}

Totals totals(const NetworkInfo &network, const std::vector<DeltaInfo> &deltas, const Mix &mix)
{
    return totals(network, std::vector<DeltaCount>(deltas.begin(), deltas.end()), mix);
}

} // namespace deltascope::tree
