#include "nn/delta/taps/bottleneck.h"

#include "nn/product/product.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

at::Tensor Bottleneck::Layer::operator()(const at::Tensor &x) const { return product(x, weight, bias); }

bool Bottleneck::isZero() const
{
    return !up.weight.any().item<bool>() && (!up.bias.defined() || !up.bias.any().item<bool>());
}

at::Tensor BottleneckTap::after(const TapCall &call, const at::Tensor &, at::Tensor y) const
{
    return y.add(m_bottleneck(y), call.strength);
}

at::Tensor ClosingTap::after(const TapCall &call, const at::Tensor &x, at::Tensor y) const
{
    return y.add(m_bottleneck(x), call.strength * m_scale);
}

} // namespace deltascope::nn
