#include "nn/delta/taps/turntaps.h"

#include "nn/product/product.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

/// `change` of the weight seen as [out, in]; nothing for a leaf that is no linear.
template<class Change>
std::optional<at::Tensor> changedWeight(const Leaf &leaf, const at::Tensor &weight, Change &&change)
{
    if (dynamic_cast<const Conv1D *>(&leaf))
        return change(weight.t()).t();
    if (dynamic_cast<const Linear *>(&leaf))
        return change(weight);
    return std::nullopt;
}

} // namespace

at::Tensor TurnFactor::turned(const at::Tensor &x, bool back) const
{
    const std::int64_t size = blocks.size(1), width = x.size(-1);
    const at::Tensor inside = order.defined() ? at::empty_like(x).index_copy_(-1, order, x) : x;
    const at::Tensor parts = inside.reshape({-1, width / size, size}).transpose(0, 1); // [n, rows, k]
    const at::Tensor turned
        = matrixProducts(parts, back ? blocks.transpose(1, 2) : blocks).transpose(0, 1).reshape(x.sizes());
    return order.defined() ? turned.index_select(-1, order) : turned;
}

at::Tensor BlockTurnTap::before(const TapCall &, const at::Tensor &x) const
{
    at::Tensor turned = x;
    for (auto factor = m_factors.rbegin(); factor != m_factors.rend(); ++factor)
        turned = factor->turned(turned);
    return turned;
}

bool BlockTurnTap::isIdle() const
{
    return std::all_of(m_factors.begin(), m_factors.end(), [](const TurnFactor &factor) {
        return at::equal(factor.blocks, at::eye(factor.blocks.size(1)).expand_as(factor.blocks));
    });
}

std::optional<LeafParams> BlockTurnTap::merged(const Leaf &leaf, const LeafParams &params, double) const
{
    // x R W^T = x (W R^T)^T
    const auto weight = changedWeight(leaf, params.weight, [&](at::Tensor w) {
        for (const TurnFactor &factor : m_factors)
            w = factor.turned(w, true);
        return w;
    });
    return weight ? std::optional(LeafParams{*weight, params.bias}) : std::nullopt;
}

at::Tensor ScaledTurnTap::after(const TapCall &, const at::Tensor &, at::Tensor y) const
{
    return m_leaf.hasBias() ? (y - m_leaf.wideBias()) * m_scales + m_leaf.wideBias() : y * m_scales;
}

bool ScaledTurnTap::isIdle() const { return BlockTurnTap::isIdle() && m_scales.eq(1).all().item<bool>(); }

std::optional<LeafParams> ScaledTurnTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    const auto turned = BlockTurnTap::merged(leaf, params, strength);
    if (!turned)
        return std::nullopt;
    return LeafParams{
        *changedWeight(leaf, turned->weight, [&](const at::Tensor &w) { return w * m_scales.unsqueeze(1); }),
        params.bias};
}

at::Tensor ReflectionTap::before(const TapCall &, const at::Tensor &x) const
{
    at::Tensor y = x;
    for (std::int64_t i = m_units.size(1); i-- > 0;) {
        const at::Tensor u = m_units.select(1, i);
        y = y - 2 * product(y, u.unsqueeze(0)) * u;
    }
    return y;
}

std::optional<LeafParams> ReflectionTap::merged(const Leaf &leaf, const LeafParams &params, double) const
{
    const auto weight = changedWeight(leaf, params.weight, [&](at::Tensor w) {
        for (std::int64_t i = 0; i < m_units.size(1); ++i) {
            const at::Tensor u = m_units.select(1, i);
            w = w - 2 * w.matmul(u).unsqueeze(-1) * u;
        }
        return w;
    });
    return weight ? std::optional(LeafParams{*weight, params.bias}) : std::nullopt;
}

at::Tensor GroupTurnTap::turned(const at::Tensor &y) const
{
    const at::Tensor halves = y.reshape({-1, 2, m_group / 2});
    return at::stack({-halves.select(1, 1), halves.select(1, 0)}, 1).reshape(y.sizes());
}

at::Tensor GroupTurnTap::after(const TapCall &, const at::Tensor &, at::Tensor y) const
{
    return y * m_first + turned(y) * m_second;
}

bool GroupTurnTap::isIdle() const { return m_first.eq(1).all().item<bool>() && m_second.eq(0).all().item<bool>(); }

std::optional<LeafParams> GroupTurnTap::merged(const Leaf &leaf, const LeafParams &params, double) const
{
    const auto all = [&](const at::Tensor &rows) { return rows * m_first + turned(rows) * m_second; };
    const auto weight
        = changedWeight(leaf, params.weight, [&](const at::Tensor &w) { return all(w.t().contiguous()).t(); });
    if (!weight)
        return std::nullopt;
    return LeafParams{*weight, params.bias.defined() ? all(params.bias) : params.bias};
}

at::Tensor FeatureScaleTap::at(double strength) const
{
    return strength == 1 ? m_scales : 1 + strength * (m_scales - 1);
}

at::Tensor FeatureScaleTap::before(const TapCall &call, const at::Tensor &x) const { return x * at(call.strength); }

at::Tensor FeatureScaleTap::after(const TapCall &call, const at::Tensor &, at::Tensor y) const
{
    return y.mul_(at(call.strength));
}

bool FeatureScaleTap::isIdle() const { return m_scales.eq(1).all().item<bool>(); }

std::optional<LeafParams> FeatureScaleTap::merged(const Leaf &leaf, const LeafParams &params, double strength) const
{
    const at::Tensor scales = at(strength);
    const bool input = m_where == Where::Input;
    const auto weight = changedWeight(leaf, params.weight,
                                      [&](const at::Tensor &w) { return w * (input ? scales : scales.unsqueeze(1)); });
    if (!weight)
        return std::nullopt;
    return LeafParams{*weight, input || !params.bias.defined() ? params.bias : params.bias * scales};
}

} // namespace deltascope::nn
