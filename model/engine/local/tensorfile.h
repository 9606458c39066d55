#pragma once

#include "io/checkpoint.h"

namespace deltascope {

/// Writes tensors as safetensors, or as torch.save does where the name ends in .bin. Throws Failure.
void writeTensors(const std::string &path, const io::CheckpointIndex &tensors);

} // namespace deltascope
