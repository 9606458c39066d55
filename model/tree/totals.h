#pragma once

#include "core/describe.h"
#include "core/mix.h"

#include <vector>

namespace deltascope::tree {

/// Parameters of one delta, each once.
struct DeltaCount {
    explicit DeltaCount(const DeltaInfo &delta);

    DeltaId id;
    std::int64_t listed = 0; ///< that its rows list beside the backbone's
    std::int64_t trainable = 0, constant = 0;
    std::int64_t bytes = 0;
};

/// Parameters as log() counts them: every one once, deltas included; what training would update; deltas'.
struct Totals {
    std::int64_t parameters = 0, trainable = 0, delta = 0;
};
/// Deltas that `mix` attaches nowhere count as parameters, and neither as trainable nor as delta.
Totals totals(const NetworkInfo &network, const std::vector<DeltaCount> &deltas, const Mix &mix);
Totals totals(const NetworkInfo &network, const std::vector<DeltaInfo> &deltas, const Mix &mix);

} // namespace deltascope::tree
