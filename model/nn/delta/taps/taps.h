#pragma once

// What the common taps compute; kinds build them from their files.
#include "nn/layers/leaf.h"
#include "nn/tap.h"

#include <functional>

namespace deltascope::nn {

/// y + strength * scale * B A x. A [r, in], B [out, r] (Hu et al. 2021; OpenDelta lora.py, PEFT lora/layer.py).
class LowRankTap : public Tap {
public:
    LowRankTap(at::Tensor a, at::Tensor b, double scale)
        : m_a(std::move(a))
        , m_b(std::move(b))
        , m_scale(scale)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isIdle() const override;
    std::optional<LowRankUpdate> update() const override { return LowRankUpdate{m_a, m_b, m_scale}; }
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    at::Tensor m_a, m_b;
    double m_scale;
};

/// y + strength * scale * x U^T, where U [out, in] is built anew for every call: kinds whose update is of full rank
/// keep only what they were saved with.
class UpdateTap : public Tap {
public:
    UpdateTap(std::function<at::Tensor()> update, double scale)
        : m_update(std::move(update))
        , m_scale(scale)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isIdle() const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;
    at::Tensor scaledUpdate() const; ///< scale * U

protected:
    std::function<at::Tensor()> m_update;
    double m_scale;
};

/// y + strength * shift: a tuned bias is the old one plus a shift, an added one is all shift.
class ShiftTap : public Tap {
public:
    enum class Where { Inside, Behind }; ///< the module's own bias, or a layer of its own behind it
    explicit ShiftTap(at::Tensor shift, Where where = Where::Behind)
        : m_shift(std::move(shift))
        , m_where(where)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isInside() const override { return m_where == Where::Inside; }
    bool isIdle() const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    at::Tensor m_shift;
    Where m_where;
};

/// The module with other parameters: y + strength * (F'(x) - F(x)). `bias` may be undefined.
class ReplaceTap : public Tap {
public:
    /// What several at one module do together: their differences from the backbone's add up, or each stands for all
    /// that were inserted before it, F being what those made of the module (as loading one head after the other does).
    enum class Together { Sum, Last };
    ReplaceTap(const Leaf &leaf, at::Tensor weight, at::Tensor bias, Together together = Together::Sum)
        : m_leaf(leaf)
        , m_weight(std::move(weight))
        , m_bias(std::move(bias))
        , m_together(together)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isInside() const override { return true; }
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    const Leaf &m_leaf;
    at::Tensor m_weight, m_bias;
    Together m_together;
};

} // namespace deltascope::nn
