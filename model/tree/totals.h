#pragma once

#include "core/describe.h"
#include "core/mix.h"

#include <string>
#include <vector>

namespace deltascope::tree {

/// Parameters of one delta, each once.
struct DeltaCount {
    explicit DeltaCount(const DeltaInfo &delta);

    DeltaId id;
    std::int64_t listed = 0; ///< that its rows list beside the backbone's
    std::int64_t trainable = 0, constant = 0;
    std::int64_t bytes = 0;
    struct Site {
        int module;
        std::int64_t listed; ///< that its rows list
        std::vector<std::string> tunes; ///< the module's own parameters that it tunes
    };
    std::vector<Site> sites;
};

/// Parameters of a delta at the sites where a setting attaches it, trainable ones and others. What is of no site alone
/// (saved heads, shared matrices) counts with any; what is not trained is taken to be spread evenly.
struct Attached {
    std::int64_t trainable = 0, constant = 0;
};
Attached attachedOf(const NetworkInfo &network, const DeltaCount &delta, const DeltaSetting &setting);

/// Parameters as log() counts them: every one once, deltas included; what training would update; deltas'.
struct Totals {
    std::int64_t parameters = 0, trainable = 0, delta = 0;
};
/// What `mix` does not attach, whole deltas or some of their sites, counts as parameters, and neither as trainable nor
/// as delta.
Totals totals(const NetworkInfo &network, const std::vector<DeltaCount> &deltas, const Mix &mix);
Totals totals(const NetworkInfo &network, const std::vector<DeltaInfo> &deltas, const Mix &mix);

} // namespace deltascope::tree
