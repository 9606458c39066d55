#include "nn/product/product.h"

#include "nn/product/byrows.h"
#include "nn/product/productchoice.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

using PointwiseLinear
    = at::Tensor(const at::Tensor &, const at::Tensor &, const std::optional<at::Tensor> &, c10::string_view,
                 c10::List<std::optional<at::Scalar>>, std::optional<c10::string_view>);

std::optional<c10::TypedOperatorHandle<PointwiseLinear>> findOneDnn()
{
    const auto found = c10::Dispatcher::singleton().findSchema({"mkldnn::_linear_pointwise", ""});
    return found ? std::optional(found->typed<PointwiseLinear>()) : std::nullopt;
}

const std::optional<c10::TypedOperatorHandle<PointwiseLinear>> &oneDnn()
{
    static const auto found = findOneDnn();
    return found;
}

std::optional<at::Tensor> given(const at::Tensor &bias) { return bias.defined() ? std::optional(bias) : std::nullopt; }

/// `multiply` over at least `least` rows: with fewer, libraries take other paths, which round otherwise.
template<class Multiply>
at::Tensor withRows(std::int64_t least, const at::Tensor &x, Multiply &&multiply)
{
    const std::int64_t rows = x.size(0);
    if (rows >= least || rows == 0)
        return multiply(x);
    return multiply(at::constant_pad_nd(x, {0, 0, 0, least - rows})).narrow(0, 0, rows);
}

/// Other number types, and what is differentiated.
bool isLeftToLibTorch(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias)
{
    return !isPlain(x) || !isPlain(weight) || (bias.defined() && !isPlain(bias)) || x.size(-1) != weight.size(1)
           || weight.numel() == 0;
}

} // namespace

std::string_view toText(ProductKernel kernel)
{
    switch (kernel) {
    case ProductKernel::Rows: return "rows";
    case ProductKernel::OneDnn: return "onednn";
    case ProductKernel::Blas: return "blas";
    }
    return {};
}

std::optional<ProductKernel> kernelNamed(std::string_view text)
{
    const auto *const found = std::find_if(productKernels.begin(), productKernels.end(),
                                           [text](ProductKernel kernel) { return toText(kernel) == text; });
    return found == productKernels.end() ? std::nullopt : std::optional(*found);
}

bool isThere(ProductKernel kernel)
{
    switch (kernel) {
    case ProductKernel::Rows: return hasRowKernels();
    case ProductKernel::OneDnn: return oneDnn().has_value();
    case ProductKernel::Blas: return true;
    }
    return false;
}

at::Tensor productBy(ProductKernel kernel, const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias)
{
    // Measured (oneDNN 3.12, MKL 2024.2, Zen 3): from so many rows on a row's bits no longer depend on their number.
    constexpr std::int64_t leastOneDnn = 2, leastBlas = 12;
    switch (kernel) {
    case ProductKernel::Rows: return byRows(x, weight, bias);
    case ProductKernel::OneDnn:
        return withRows(leastOneDnn, x, [&](const at::Tensor &rows) {
            return oneDnn()->call(rows, weight, given(bias), "none", c10::List<std::optional<at::Scalar>>(),
                                  std::nullopt);
        });
    case ProductKernel::Blas:
        return withRows(leastBlas, x, [&](const at::Tensor &rows) { return at::linear(rows, weight, given(bias)); });
    }
    return {};
}

at::Tensor product(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias)
{
    if (isLeftToLibTorch(x, weight, bias))
        return at::linear(x, weight, given(bias));
    auto sizes = x.sizes().vec();
    sizes.back() = weight.size(0);
    const at::Tensor rows = x.reshape({-1, weight.size(1)}).contiguous();
    const at::Tensor shift = bias.defined() ? bias.contiguous() : bias;
    if (!weight.is_contiguous() && hasRowKernels()) // libraries give a row other bits beside others
        return byRows(rows, hasTurnedRows(weight) ? weight : weight.contiguous(), shift).view(sizes);
    const at::Tensor straight = weight.contiguous();
    return productBy(productChoice().of(straight), rows, straight, shift).view(sizes);
}

} // namespace deltascope::nn
