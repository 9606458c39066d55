#include "nn/layers/activation.h"

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace deltascope::nn {

namespace {

/// ATen computes whole vectors by one code and what is left over at the end of a thread's part by another, which rounds
/// otherwise. So many elements are whole vectors (two of AVX-512).
constexpr std::int64_t wholeVectors = 32;

/// Whether every thread's part of any number of positions of that width is whole vectors.
bool isSplitEvenly(std::int64_t width)
{
    std::int64_t common = wholeVectors;
    for (std::int64_t threads = 2; threads <= at::get_num_threads() && width % common == 0; ++threads)
        common = std::lcm(common, wholeVectors * threads);
    return width > 0 && width % common == 0;
}

/// f(x), where what a position becomes does not depend on those beside it: they are alone where their width is no whole
/// vectors, and else in parts that begin with a position.
template<class F>
at::Tensor byPosition(const at::Tensor &x, F f)
{
    const std::int64_t width = x.dim() > 0 ? x.size(-1) : 0;
    if (x.numel() == width || x.requires_grad() || isSplitEvenly(width))
        return f(x);
    const bool infers = c10::InferenceMode::is_enabled();
    const at::Tensor positions = x.reshape({-1, width});
    at::Tensor out = at::empty_like(positions);
    constexpr std::int64_t elementsOfPart = 32'768;
    const std::int64_t atOnce = width % wholeVectors == 0 ? std::max<std::int64_t>(1, elementsOfPart / width) : 1;
    at::parallel_for(0, (positions.size(0) + atOnce - 1) / atOnce, 1, [&](std::int64_t begin, std::int64_t end) {
        const c10::InferenceMode mode(infers);
        for (std::int64_t part = begin; part < end; ++part) {
            const std::int64_t first = part * atOnce, count = std::min(atOnce, positions.size(0) - first);
            out.narrow(0, first, count).copy_(f(positions.narrow(0, first, count)));
        }
    });
    return out.view(x.sizes());
}

template<class F>
constexpr Activation alike(F)
{
    return [](const at::Tensor &x) { return byPosition(x, F{}); };
}

} // namespace

// transformers/activations.py, ACT2FN.
Activation activationByName(std::string_view name)
{
    static constexpr std::pair<std::string_view, Activation> table[] = {
        {"gelu", alike([](const at::Tensor &x) { return at::gelu(x); })},
        {"gelu_python", alike([](const at::Tensor &x) { return at::gelu(x); })},
        {"gelu_new", alike([](const at::Tensor &x) { return at::gelu(x, "tanh"); })},
        {"gelu_pytorch_tanh", alike([](const at::Tensor &x) { return at::gelu(x, "tanh"); })},
        {"gelu_python_tanh", alike([](const at::Tensor &x) { return at::gelu(x, "tanh"); })},
        {"gelu_fast", alike([](const at::Tensor &x) { return at::gelu(x, "tanh"); })},
        {"gelu_accurate", alike([](const at::Tensor &x) { return at::gelu(x, "tanh"); })},
        {"gelu_10", alike([](const at::Tensor &x) { return at::gelu(x).clamp(-10, 10); })},
        {"quick_gelu", alike([](const at::Tensor &x) { return x * at::sigmoid(1.702 * x); })},
        {"relu", alike([](const at::Tensor &x) { return at::relu(x); })},
        {"relu2", alike([](const at::Tensor &x) { return at::relu(x).square(); })},
        {"relu6", alike([](const at::Tensor &x) { return at::clamp(x, 0, 6); })},
        {"leaky_relu", alike([](const at::Tensor &x) { return at::leaky_relu(x); })},
        {"silu", alike([](const at::Tensor &x) { return at::silu(x); })},
        {"swish", alike([](const at::Tensor &x) { return at::silu(x); })},
        {"tanh", alike([](const at::Tensor &x) { return at::tanh(x); })},
        {"sigmoid", alike([](const at::Tensor &x) { return at::sigmoid(x); })},
        {"mish", alike([](const at::Tensor &x) { return at::mish(x); })},
        {"linear", alike([](const at::Tensor &x) { return x.clone(); })},
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
