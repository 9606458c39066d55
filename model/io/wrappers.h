#pragma once

#include "io/checkpoint.h"

#include <string>
#include <vector>

namespace deltascope::io {

/// A checkpoint under the names that its model has without what training put around it.
struct Unwrapped {
    CheckpointIndex tensors;
    std::vector<std::string> removed; ///< parts of names that are gone: "_orig_mod."
};

/// Takes out of the names "_orig_mod." (torch.compile), "_fsdp_wrapped_module.", "_checkpoint_wrapped_module.", and
/// "module." (DataParallel, DistributedDataParallel) where all names begin with it.
Unwrapped unwrapped(const CheckpointIndex &tensors);

} // namespace deltascope::io
