#include "nn/layers/leaf.h"

#include "core/outcome.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

Linear::Linear(const Scope &scope, std::int64_t in, std::int64_t out, Bias bias, std::string_view type)
    : Leaf(scope, type)
    , m_in(in)
    , m_out(out)
{
    m_weight = &declare("weight", {out, in});
    if (bias == Bias::With)
        m_bias = &declare("bias", {out}, Init::Zeros);
}

Linear::Linear(const Scope &scope, const Param &tiedWeight, const Param *tiedBias)
    : Leaf(scope, "Linear")
    , m_in(tiedWeight.shape()[1])
    , m_out(tiedWeight.shape()[0])
{
    m_weight = &tie("weight", tiedWeight);
    if (tiedBias)
        m_bias = &tie("bias", *tiedBias);
}

Linear::Linear(const Scope &scope, const Param &tiedWeight, Bias ownBias)
    : Linear(scope, tiedWeight)
{
    if (ownBias == Bias::With)
        m_bias = &declare("bias", {m_out}, Init::Zeros);
}

Linear::Linear(const Scope &scope, std::int64_t in, std::int64_t out, const Param &tiedBias)
    : Leaf(scope, "Linear")
    , m_in(in)
    , m_out(out)
{
    m_weight = &declare("weight", {out, in});
    m_bias = &tie("bias", tiedBias);
}

at::Tensor Linear::evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const
{
    return product(x, weight, bias);
}

Conv1D::Conv1D(const Scope &scope, std::int64_t in, std::int64_t out)
    : Leaf(scope, "Conv1D")
    , m_in(in)
    , m_out(out)
{
    m_weight = &declare("weight", {in, out});
    m_bias = &declare("bias", {out}, Init::Zeros);
}

at::Tensor Conv1D::evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const
{
    return product(x, weight.t(), bias);
}

LayerNorm::LayerNorm(const Scope &scope, std::int64_t width, double epsilon, Bias bias, std::string_view type)
    : Leaf(scope, type)
    , m_size(width)
    , m_epsilon(epsilon)
{
    m_weight = &declare("weight", {width}, Init::Ones);
    if (bias == Bias::With)
        m_bias = &declare("bias", {width}, Init::Zeros);
}

at::Tensor LayerNorm::evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const
{
    return at::layer_norm(x, {m_size}, weight, bias.defined() ? std::optional(bias) : std::nullopt, m_epsilon);
}

RmsNorm::RmsNorm(const Scope &scope, std::int64_t width, double epsilon, std::string_view type, double offset)
    : Leaf(scope, type)
    , m_size(width)
    , m_epsilon(epsilon)
    , m_offset(offset)
{
    m_weight = &declare("weight", {width}, offset == 0 ? Init::Ones : Init::Zeros);
}

at::Tensor RmsNorm::evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const
{
    (void)bias;
    const at::Tensor wide = x.to(at::kFloat);
    const at::Tensor normed = wide * at::rsqrt(wide.pow(2).mean(-1, true) + m_epsilon);
    if (m_offset == 0)
        return weight * normed.to(x.scalar_type());
    return (normed * (weight.to(at::kFloat) + m_offset)).to(x.scalar_type());
}

Embedding::Embedding(const Scope &scope, std::int64_t count, std::int64_t width, std::string_view type, double scale)
    : Leaf(scope, type)
    , m_count(count)
    , m_size(width)
    , m_scale(scale)
{
    m_weight = &declare("weight", {count, width});
}

Embedding::Embedding(const Scope &scope, const Param &tiedWeight, std::string_view type, double scale)
    : Leaf(scope, type)
    , m_count(tiedWeight.shape()[0])
    , m_size(tiedWeight.shape()[1])
    , m_scale(scale)
{
    m_weight = &tie("weight", tiedWeight);
}

Embedding::Embedding(const Embedding &known, AnotherUse use)
    : Leaf(known, use)
    , m_count(known.m_count)
    , m_size(known.m_size)
    , m_scale(known.m_scale)
{
    m_weight = known.m_weight;
}

at::Tensor Embedding::evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const
{
    (void)bias;
    if (x.numel() > 0) {
        const std::int64_t low = x.min().item<std::int64_t>(), high = x.max().item<std::int64_t>();
        if (low < 0 || high >= weight.size(0))
            throw Failure(Error{path(),
                                "expected indices from 0 to " + std::to_string(weight.size(0) - 1) + ", found "
                                    + std::to_string(low < 0 ? low : high),
                                {},
                                "out-of-range"});
    }
    const at::Tensor rows = at::embedding(weight, x);
    return m_scale == 1 ? rows : rows * m_scale;
}

} // namespace deltascope::nn
