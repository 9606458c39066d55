#pragma once

#include "nn/layers/leaf.h"

namespace deltascope::nn {

/// torch.nn.Conv2d whose stride is its kernel, as vision models cut patches: weight [out, in, height, width].
class PatchConv2d : public Leaf {
public:
    PatchConv2d(const Scope &scope, std::int64_t in, std::int64_t out, std::int64_t height, std::int64_t width)
        : Leaf(scope, "Conv2d")
        , m_in(in)
        , m_out(out)
        , m_height(height)
        , m_patchWidth(width)
    {
        m_weight = &declare("weight", {out, in, height, width});
        m_bias = &declare("bias", {out}, Init::Zeros);
    }
    std::int64_t inputWidth() const override { return m_in; }
    std::int64_t outputWidth() const override { return m_out; }
    at::Tensor evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const override;
    at::Tensor outputShift(std::string_view parameter, const at::Tensor &change) const override;

private:
    std::int64_t m_in, m_out, m_height, m_patchWidth;
};

/// torch.nn.Conv1d along the tokens of [rows, T, width], with as many tokens out as in: weight [out, in / groups,
/// kernel].
class TokenConv1d : public Leaf {
public:
    TokenConv1d(const Scope &scope, std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t groups)
        : Leaf(scope, "Conv1d")
        , m_in(in)
        , m_out(out)
        , m_kernel(kernel)
        , m_groups(groups)
    {
        m_weight = &declare("weight", {out, in / groups, kernel});
        m_bias = &declare("bias", {out}, Init::Zeros);
    }
    std::int64_t inputWidth() const override { return m_in; }
    std::int64_t outputWidth() const override { return m_out; }
    at::Tensor evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const override;

private:
    std::int64_t m_in, m_out, m_kernel, m_groups;
};

} // namespace deltascope::nn
