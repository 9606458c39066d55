#pragma once

#include <ATen/core/Tensor.h>

#include <string_view>

namespace deltascope::nn {

using Activation = at::Tensor (*)(const at::Tensor &);

/// transformers' ACT2FN by name ("gelu", "gelu_new", "silu", ...); null for an unknown one.
Activation activationByName(std::string_view name);
/// "gelu, gelu_new, ...", for messages.
std::string_view activationNames();

} // namespace deltascope::nn
