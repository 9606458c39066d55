#pragma once

#include <ATen/core/Tensor.h>

namespace deltascope::nn {

/// True if this machine has our own kernels.
bool hasRowKernels();

/// True if our own kernels take the numbers of `tensor`: float32 that nothing is learnt through.
bool isPlain(const at::Tensor &tensor);

/// True if `matrix` [.., m, n] has neighbours in its rows, or in its columns.
bool hasStraightRows(const at::Tensor &matrix);
bool hasTurnedRows(const at::Tensor &matrix);
/// The matrix itself if it has straight rows, else a copy that has.
at::Tensor withStraightRows(const at::Tensor &matrix);

/// x W^T + bias by our own kernels, by several threads: float32; x [rows, in] contiguous, weight [out, in] with
/// straight or turned rows, bias contiguous or undefined.
at::Tensor byRows(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias);

} // namespace deltascope::nn
