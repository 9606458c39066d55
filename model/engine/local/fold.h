#pragma once

#include "engine/local/session.h"

namespace deltascope {

/// A checkpoint with deltas folded in.
struct Folded {
    io::CheckpointIndex tensors; ///< all of it; what changed is held in memory, in the type of the original
    std::vector<MergedModule> modules; ///< whose weights changed, in the order of the tree
    nn::Config config; ///< of the backbone; says that weights are no longer tied where the mix parts them
};

/// The backbone's tensors with what the mix adds to them. Throws Failure (cannot-merge) naming delta, module and reason
/// where no weights of the architecture do the same.
Folded fold(Session &session, const Mix &mix, Progress &progress);

} // namespace deltascope
