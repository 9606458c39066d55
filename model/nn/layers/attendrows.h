#pragma once

#include <ATen/core/Tensor.h>

namespace deltascope::nn {

/// Whether attendRows() takes these.
bool isForRows(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value);

/// What queries see of keys: all of them or, if causal, those up to their own, the last query standing at the last key.
enum class Sight { All, Causal };

/// softmax(scale q k^T + bias) v, merged to [rows, T, heads * headDim]: query [rows, heads, T, headDim], key and value
/// with as many heads or a divisor of them (grouped queries); bias [rows or 1, heads or 1, T or 1, keys] or undefined.
///
/// What a query gets has the same bits whatever other rows and queries there are, and, if causal, whatever stands
/// behind it: a text that grows at its end is computed as if it had come whole.
at::Tensor attendRows(const at::Tensor &query, const at::Tensor &key, const at::Tensor &value, const at::Tensor &bias,
                      double scale, Sight sight);

} // namespace deltascope::nn
