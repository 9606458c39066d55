#pragma once

#include <ATen/core/Tensor.h>

namespace deltascope::nn {

/// x W^T + bias: x [..., in], weight [out, in], bias [out] or undefined; in the number type of x. A weight that lies
/// turned is given as a transposed view.
///
/// A row of a float32 product has the same bits whatever rows stand beside it and however many threads there are, so
/// that an answer does not depend on what is computed with it.
at::Tensor product(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias = {});

/// a b, matrix by matrix: a [..., rows, in], b [..., in, out]; leading dimensions are broadcast. Rows as for product().
at::Tensor matrixProducts(const at::Tensor &a, const at::Tensor &b);

} // namespace deltascope::nn
