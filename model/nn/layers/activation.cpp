#include "nn/layers/activation.h"

#include <ATen/ATen.h>

#include <utility>

namespace deltascope::nn {

// transformers/activations.py, ACT2FN.
Activation activationByName(std::string_view name)
{
    static constexpr std::pair<std::string_view, Activation> table[] = {
        {"gelu", [](const at::Tensor &x) { return at::gelu(x); }},
        {"gelu_python", [](const at::Tensor &x) { return at::gelu(x); }},
        {"gelu_new", [](const at::Tensor &x) { return at::gelu(x, "tanh"); }},
        {"gelu_pytorch_tanh", [](const at::Tensor &x) { return at::gelu(x, "tanh"); }},
        {"gelu_python_tanh", [](const at::Tensor &x) { return at::gelu(x, "tanh"); }},
        {"gelu_fast", [](const at::Tensor &x) { return at::gelu(x, "tanh"); }},
        {"gelu_accurate", [](const at::Tensor &x) { return at::gelu(x, "tanh"); }},
        {"gelu_10", [](const at::Tensor &x) { return at::gelu(x).clamp(-10, 10); }},
        {"quick_gelu", [](const at::Tensor &x) { return x * at::sigmoid(1.702 * x); }},
        {"relu", [](const at::Tensor &x) { return at::relu(x); }},
        {"relu2", [](const at::Tensor &x) { return at::relu(x).square(); }},
        {"relu6", [](const at::Tensor &x) { return at::clamp(x, 0, 6); }},
        {"leaky_relu", [](const at::Tensor &x) { return at::leaky_relu(x); }},
        {"silu", [](const at::Tensor &x) { return at::silu(x); }},
        {"swish", [](const at::Tensor &x) { return at::silu(x); }},
        {"tanh", [](const at::Tensor &x) { return at::tanh(x); }},
        {"sigmoid", [](const at::Tensor &x) { return at::sigmoid(x); }},
        {"mish", [](const at::Tensor &x) { return at::mish(x); }},
        {"linear", [](const at::Tensor &x) { return x.clone(); }},
    };
    for (const auto &[known, function] : table)
        if (known == name)
            return function;
    return nullptr;
}

std::string_view activationNames()
{
    return "gelu, gelu_new, gelu_pytorch_tanh, quick_gelu, relu, relu2, relu6, leaky_relu, silu, swish, tanh, sigmoid, "
           "mish or linear";
}

} // namespace deltascope::nn
