#include "tree/totals.h"

namespace deltascope::tree {

DeltaCount::DeltaCount(const DeltaInfo &delta)
    : id(delta.id)
    , trainable(delta.parameterCount)
    , constant(delta.constantCount)
    , bytes(delta.bytes)
{
    for (const TapInfo &tap : delta.taps)
        for (const TapModule &module : tap.modules)
            for (const ParamInfo &param : module.params)
                listed += module.repeated ? 0 : elementCount(param.shape).value_or(0);
}

Totals totals(const NetworkInfo &network, const std::vector<DeltaCount> &deltas, const Mix &mix)
{
    Totals sums;
    sums.parameters = network.parameterCount;
    for (const DeltaCount &delta : deltas) {
        sums.parameters += delta.listed;
        const DeltaSetting *setting = mix.find(delta.id);
        if (!setting || !isHeard(*setting))
            continue;
        sums.trainable += delta.trainable;
        sums.delta += delta.trainable + delta.constant;
    }
    return sums;
}

Totals totals(const NetworkInfo &network, const std::vector<DeltaInfo> &deltas, const Mix &mix)
{
    return totals(network, std::vector<DeltaCount>(deltas.begin(), deltas.end()), mix);
}

} // namespace deltascope::tree
