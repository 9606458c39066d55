#include "nn/delta/taps/taps.h"

#include "nn/layers/conv.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

bool isZero(const at::Tensor &tensor) { return !at::count_nonzero(tensor).item<std::int64_t>(); }

/// `change` [out, in] added to the weight of a linear or, with the kernel's height and width among its columns, of a
/// convolution; nothing for another leaf.
std::optional<LeafParams> plus(const Leaf &leaf, const LeafParams &params, const at::Tensor &change)
{
    if (dynamic_cast<const PatchConv2d *>(&leaf))
        return LeafParams{params.weight + change.view(params.weight.sizes()), params.bias};
    const bool turned = dynamic_cast<const Conv1D *>(&leaf);
    if (!turned && !dynamic_cast<const Linear *>(&leaf))
        return std::nullopt;
    return LeafParams{params.weight + (turned ? change.t() : change), params.bias};
}

} // namespace

bool LowRankTap::isIdle() const { return m_scale == 0 || isZero(m_a) || isZero(m_b); }

bool ShiftTap::isIdle() const { return isZero(m_shift); }

at::Tensor LowRankTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    return y.add_(product(product(x, m_a), m_b).view(y.sizes()), call.strength * m_scale);
}

std::optional<LeafParams> LowRankTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    return plus(leaf, params, m_b.mm(m_a) * (strength * m_scale));
}

at::Tensor UpdateTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    return y.add(product(x, m_update()), call.strength * m_scale);
}

at::Tensor UpdateTap::scaledUpdate() const { return m_update() * m_scale; }

bool UpdateTap::isIdle() const { return m_scale == 0 || isZero(m_update()); }

std::optional<LeafParams> UpdateTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    return plus(leaf, params, m_update() * (strength * m_scale));
}

std::optional<LeafParams> ShiftTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    if (dynamic_cast<const Embedding *>(&leaf))
        return std::nullopt;
    const at::Tensor shift = m_shift.flatten() * strength;
    return LeafParams{params.weight, params.bias.defined() ? params.bias + shift : shift};
}

std::optional<LeafParams> ReplaceTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    const auto mix = [&](const at::Tensor &now, const at::Tensor &theirs, const at::Tensor &ours) {
        return theirs.defined() ? now + (theirs - ours) * strength : now;
    };
    const LeafParams ours = m_together == Together::Last ? params : LeafParams{leaf.wideWeight(), leaf.wideBias()};
    return LeafParams{mix(params.weight, m_weight, ours.weight), mix(params.bias, m_bias, ours.bias)};
}

at::Tensor ShiftTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    (void)x;
    return y.add(m_shift, call.strength);
}

at::Tensor ReplaceTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    const at::Tensor theirs = m_leaf.evaluate(x, m_weight, m_bias);
    if (m_together == Together::Last)
        return call.strength == 1 ? theirs : at::lerp(y, theirs, call.strength);
    const at::Tensor ours = m_leaf.evaluate(x, m_leaf.wideWeight(), m_leaf.wideBias());
    const at::Tensor sum = y.add(theirs - ours, call.strength);
    if (call.strength != 1)
        return sum;
    // Rows that it alone acts on are, at full strength, exactly the other module's output.
    Shape whole(static_cast<std::size_t>(y.dim()), 1);
    whole.front() = y.size(0);
    return at::where((ours == y).flatten(1).all(1).view(whole), theirs, sum);
}

} // namespace deltascope::nn
