#pragma once

// Taps that turn what a module reads or writes, instead of adding to it.
#include "nn/layers/leaf.h"
#include "nn/tap.h"

#include <vector>

namespace deltascope::nn {

/// P D P^T with D block-diagonal: blocks [n, k, k], or one [1, k, k] for all, that cover the whole width; `order`
/// [width] puts feature i of D at P's row order^-1(i), undefined where P is the identity.
struct TurnFactor {
    at::Tensor blocks, order;

    /// x P D P^T, or x times its transpose.
    at::Tensor turned(const at::Tensor &x, bool back = false) const;
};

/// F(x R) with R = R_f ... R_1, the factors from the first on. A turn has no strength.
class BlockTurnTap : public Tap {
public:
    explicit BlockTurnTap(std::vector<TurnFactor> factors)
        : m_factors(std::move(factors))
    {
    }
    bool changesInput() const override { return true; }
    at::Tensor before(const TapCall &call, const at::Tensor &x) const override;
    bool readsInOrder() const override { return true; }
    bool changesOutput() const override { return false; }
    bool isIdle() const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    std::vector<TurnFactor> m_factors;
};

/// s * (F(x R) - bias) + bias with the output scales s [out] (BOFT).
class ScaledTurnTap : public BlockTurnTap {
public:
    ScaledTurnTap(const Leaf &leaf, std::vector<TurnFactor> factors, at::Tensor scales)
        : BlockTurnTap(std::move(factors))
        , m_leaf(leaf)
        , m_scales(std::move(scales))
    {
    }
    bool readsInOrder() const override { return false; }
    bool changesOutput() const override { return true; }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isIdle() const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    const Leaf &m_leaf;
    at::Tensor m_scales;
};

/// F(H_1 ... H_r x) with reflections H_i = I - 2 u_i u_i^T along the unit columns of U [in, r] (HRA).
class ReflectionTap : public Tap {
public:
    explicit ReflectionTap(at::Tensor units)
        : m_units(std::move(units))
    {
    }
    bool changesInput() const override { return true; }
    at::Tensor before(const TapCall &call, const at::Tensor &x) const override;
    bool changesOutput() const override { return false; }
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    at::Tensor m_units;
};

/// y ∘ first + turn(y) ∘ second, where turn takes the halves (a, b) of each group of `group` to (-b, a) (RoAd).
class GroupTurnTap : public Tap {
public:
    GroupTurnTap(at::Tensor first, at::Tensor second, std::int64_t group)
        : m_first(std::move(first))
        , m_second(std::move(second))
        , m_group(group)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isIdle() const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    at::Tensor turned(const at::Tensor &y) const;

    at::Tensor m_first, m_second;
    std::int64_t m_group;
};

/// What a module reads, or what it writes, times 1 + strength (l - 1) for each feature (IA3; Liu et al. 2022).
class FeatureScaleTap : public Tap {
public:
    enum class Where { Input, Output };
    FeatureScaleTap(at::Tensor scales, Where where)
        : m_scales(std::move(scales))
        , m_where(where)
    {
    }
    bool changesInput() const override { return m_where == Where::Input; }
    at::Tensor before(const TapCall &call, const at::Tensor &x) const override;
    bool changesOutput() const override { return m_where == Where::Output; }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isIdle() const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    at::Tensor at(double strength) const;

    at::Tensor m_scales;
    Where m_where;
};

} // namespace deltascope::nn
