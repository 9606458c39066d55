#pragma once

#include "engine/inputs.h"
#include "engine/runner.h"

namespace deltascope {

/// What greedy decoding gave for one lane.
struct Generated {
    std::vector<std::int64_t> ids;      ///< with the end id that stopped it
    std::vector<float> probabilities;   ///< of each id when it was chosen
};

/// Greedy generation (transformers' generate(num_beams=1)) of equally long inputs under all columns side by side in one
/// batch, all behind `fronts`; a lane that has ended costs nothing any more. One Generated per lane of `lanes`.
std::vector<Generated> generateGreedily(const Session &session, const nn::ColumnTable &table, const Lanes &lanes,
                                        const nn::Pass::Fronts &fronts, const std::vector<Prepared> &inputs, const std::vector<int> &members,
                                        int maxNewTokens, Progress &progress);

} // namespace deltascope
