#include "nn/product/product.h"

#include "nn/product/productchoice.h"
#include "nn/product/rowkernel.h"

#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <ATen/Parallel.h>

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

std::int64_t partsOf(std::int64_t count, std::int64_t size) { return (count + size - 1) / size; }

/// By several threads: stripes of columns each, and blocks of rows where there are fewer stripes than threads.
void inParts(const RowProduct &whole, RowKernel kernel)
{
    constexpr std::int64_t enough = 1 << 20; ///< multiplications that are worth another thread
    const std::int64_t stripes = partsOf(whole.out, RowProduct::stripe);
    const std::int64_t height
        = stripes >= at::get_num_threads() ? std::max<std::int64_t>(whole.rows, 1) : RowProduct::block;
    const std::int64_t each = std::min<std::int64_t>(height, whole.rows) * whole.in * RowProduct::stripe;
    const auto some = [&](std::int64_t task, std::int64_t end) {
        while (task < end) {
            const std::int64_t row = task / stripes * height, first = task % stripes;
            const std::int64_t last = std::min(stripes, first + end - task);
            RowProduct part = whole;
            part.x += row * whole.in;
            part.y += row * whole.out;
            part.rows = std::min<std::int64_t>(height, whole.rows - row);
            kernel(part, first * RowProduct::stripe, std::min<std::int64_t>(last * RowProduct::stripe, whole.out));
            task += last - first;
        }
    };
    at::parallel_for(0, partsOf(whole.rows, height) * stripes,
                     std::max<std::int64_t>(1, enough / std::max<std::int64_t>(1, each)), some);
}

at::Tensor byRows(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias)
{
    static const RowKernel kernel = rowKernel();
    const std::int64_t rows = x.size(0), out = weight.size(0);
    at::Tensor y = at::empty({rows, out}, x.options());
    const RowProduct whole{x.const_data_ptr<float>(),
                           weight.const_data_ptr<float>(),
                           bias.defined() ? bias.const_data_ptr<float>() : nullptr,
                           y.mutable_data_ptr<float>(),
                           rows,
                           x.size(1),
                           out};
    inParts(whole, kernel);
    return y;
}

/// Other number types, and what is differentiated.
bool isLeftToLibTorch(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias)
{
    const auto isOurs = [](const at::Tensor &t) {
        return t.scalar_type() == at::kFloat && t.device().is_cpu() && t.layout() == at::kStrided
               && !(at::GradMode::is_enabled() && t.requires_grad());
    };
    return !isOurs(x) || !isOurs(weight) || (bias.defined() && !isOurs(bias)) || !weight.is_contiguous()
           || x.size(-1) != weight.size(1) || weight.numel() == 0;
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
    case ProductKernel::Rows: return rowKernel();
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
    return productBy(productChoice().of(weight), rows, weight, shift).view(sizes);
}

} // namespace deltascope::nn
