#include "serving/shares.h"

#include "core/outcome.h"

#include <algorithm>

namespace deltascope::serving {

namespace {

std::string namesOf(const std::vector<ServedAdapter> &adapters)
{
    std::string text;
    for (const ServedAdapter &adapter : adapters)
        text += (text.empty() ? "" : ", ") + adapter.name;
    return text.empty() ? "none" : text;
}

} // namespace

std::vector<AdapterShare> sharesOf(const Mix &mix, const std::vector<DeltaInfo> &deltas, const ServedState &state,
                                   const std::string &server)
{
    std::vector<AdapterShare> shares;
    for (const DeltaSetting &setting : mix.deltas) {
        if (!isHeard(setting))
            continue;
        const auto delta = std::find_if(deltas.begin(), deltas.end(),
                                        [&setting](const DeltaInfo &one) { return one.id == setting.id; });
        if (!setting.sites.empty())
            throw Failure(Error{server,
                                delta->name + " has settings of its own at single modules, which no server takes",
                                {},
                                "cannot"});
        const ServedAdapter *adapter = adapterFor(state, delta->name, delta->path);
        if (!adapter)
            throw Failure(Error{server,
                                "expected an adapter that is " + delta->name + " among those loaded there ("
                                    + namesOf(state.adapters) + "), found none",
                                {},
                                "not-loaded"});
        shares.push_back({adapter->name, setting.strength});
    }
    return shares;
}

} // namespace deltascope::serving
