#pragma once

#include "nn/layers/attention.h"

namespace deltascope::nn {

/// Precision in which a family computes its slopes.
enum class SlopeType { Float32, BFloat16 };

/// Attention with linear biases (Press et al. 2022; build_alibi_tensor of transformers' Bloom and Falcon): what is
/// added to the scores of `heads` heads, `scale` times, together with the causal mask over `queries` new positions.
AttentionMask alibiMask(Pass &pass, const std::optional<Act> &mask, std::int64_t queries, std::int64_t heads,
                        double scale, SlopeType slopes);

} // namespace deltascope::nn
