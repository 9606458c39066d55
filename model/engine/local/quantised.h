#pragma once

#include "io/checkpoint.h"
#include "nn/config.h"

#include <optional>
#include <string>

namespace deltascope {

/// What a checkpoint's weights are quantised with, told by quantization_config and by its tensors.
struct Quantisation {
    std::string method; ///< "bitsandbytes 4-bit (nf4)"
    /// One sentence: what it is and what to take in its place.
    std::string sentence;
};
std::optional<Quantisation> quantisationOf(const nn::Config &config, const io::CheckpointIndex &tensors);

/// FP8 weights multiplied with their scales (compressed-tensors' weight_scale, for a tensor, a channel or a block;
/// DeepSeek's weight_scale_inv, for a block), in float32 and in memory; nothing where there are other quantised
/// weights. Throws Failure for scales that do not fit their weight.
std::optional<io::CheckpointIndex> dequantised(const nn::Config &config, const io::CheckpointIndex &tensors);

} // namespace deltascope
