#include "nn/layers/conv.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

at::Tensor PatchConv2d::evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const
{
    return at::conv2d(x, weight, bias, {m_height, m_patchWidth});
}

at::Tensor PatchConv2d::outputShift(std::string_view parameter, const at::Tensor &change) const
{
    return parameter == "bias" ? change.view({-1, 1, 1}) : at::Tensor(); // channels come before height and width
}

at::Tensor TokenConv1d::evaluate(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias) const
{
    return at::conv1d(x.transpose(1, 2), weight, bias, 1, (m_kernel - 1) / 2, 1, m_groups).transpose(1, 2).contiguous();
}

} // namespace deltascope::nn
