#pragma once

#include "engine/local/inputs.h"
#include "engine/local/runner.h"

namespace deltascope {

/// What greedy decoding gave for one lane.
struct Generated {
    std::vector<std::int64_t> ids; ///< with the end id that stopped it
    std::vector<float> probabilities; ///< of each id when it was chosen
};

/// Equally long inputs that are continued under all columns side by side.
struct ToContinue {
    const nn::ColumnTable &table;
    const Lanes &lanes;
    const nn::Pass::Fronts &fronts;
    const std::vector<Prepared> &inputs;
    const std::vector<int> &members; ///< of the inputs; lanes count them
    int mostNew; ///< ids
};

/// Greedy generation in one batch (transformers' generate(num_beams=1), with what generation_config.json asks for); a
/// lane that has ended costs nothing any more. One Generated per lane.
std::vector<Generated> generateGreedily(const Session &session, const ToContinue &prompts, Progress &progress);

} // namespace deltascope
