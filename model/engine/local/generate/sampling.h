#pragma once

#include "nn/config.h"

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <functional>
#include <vector>

namespace deltascope {

/// Narrows a distribution before it is sampled: scores [lanes, V] to scores, -inf for what is out.
using Warper = std::function<at::Tensor(const at::Tensor &scores)>;

/// temperature, top_k, top_p, min_p, typical_p, epsilon_cutoff, eta_cutoff, renormalize_logits in the order in which
/// transformers 4.57's generate() applies its warpers. At least `least` ids stay (top-k: that many, the others where
/// they would leave fewer). Throws Failure naming file and key.
std::vector<Warper> readWarpers(const nn::Config &generation, std::size_t least);

/// As after torch.manual_seed(seed): the random numbers of one output, whatever else is computed beside it.
at::Generator seeded(std::uint64_t seed);

/// `count` columns of each row drawn without replacement with the probabilities softmax(scores): torch.multinomial.
at::Tensor draw(const at::Tensor &scores, std::int64_t count, const at::Generator &generator);

} // namespace deltascope
