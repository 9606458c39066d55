#pragma once

#include "nn/layers/activation.h"
#include "nn/tap.h"

namespace deltascope::nn {

/// Up(act(Down(x))) of adapters: weights [b, d] and [d, b]; a bias may be undefined.
struct Bottleneck {
    struct Layer {
        at::Tensor weight, bias;
        at::Tensor operator()(const at::Tensor &x) const;
    };
    Layer down, up;
    Activation activation;

    at::Tensor operator()(const at::Tensor &x) const { return up(activation(down(x))); }
    /// True if it is zero whatever the input.
    bool isZero() const;
};

/// y + strength * Up(act(Down(y))): an adapter behind a module, with its residual (Houlsby et al. 2019; OpenDelta
/// adapter.py).
class BottleneckTap : public Tap {
public:
    explicit BottleneckTap(Bottleneck bottleneck)
        : m_bottleneck(std::move(bottleneck))
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isIdle() const override { return m_bottleneck.isZero(); }

private:
    Bottleneck m_bottleneck;
};

/// The opening end of a parallel adapter: what its module reads is kept for the closing end.
class OpeningTap : public Tap {
public:
    bool changesOutput() const override { return false; }
    bool keepsInput() const override { return true; }
    bool isIdle() const override { return true; }
};

/// y + strength * scale * Up(act(Down(x))), x being what the opening end kept (He et al. 2022; OpenDelta
/// parallel_adapter.py).
class ClosingTap : public Tap {
public:
    ClosingTap(std::shared_ptr<const Tap> opening, Bottleneck bottleneck, double scale)
        : m_opening(std::move(opening))
        , m_bottleneck(std::move(bottleneck))
        , m_scale(scale)
    {
    }
    const Tap *source() const override { return m_opening.get(); }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isIdle() const override { return m_scale == 0 || m_bottleneck.isZero(); }

private:
    std::shared_ptr<const Tap> m_opening;
    Bottleneck m_bottleneck;
    double m_scale;
};

} // namespace deltascope::nn
