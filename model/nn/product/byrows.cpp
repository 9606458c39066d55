#include "nn/product/byrows.h"

#include "nn/product/product.h"
#include "nn/product/rowkernel.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <ATen/Parallel.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

constexpr std::int64_t enough = 1 << 20; ///< multiplications that are worth another thread

std::int64_t partsOf(std::int64_t count, std::int64_t size) { return (count + size - 1) / size; }

/// By several threads: stripes of columns each, and blocks of rows where there are fewer stripes than threads.
void inParts(const RowProduct &whole, RowKernel kernel)
{
    const std::int64_t stripes = partsOf(whole.out, RowProduct::stripe);
    const std::int64_t height
        = stripes >= at::get_num_threads() ? std::max<std::int64_t>(whole.rows, 1) : RowProduct::block;
    const std::int64_t each = std::min<std::int64_t>(height, whole.rows) * whole.in * RowProduct::stripe;
    const auto some = [&](std::int64_t task, std::int64_t end) {
        while (task < end) {
            const std::int64_t row = task / stripes * height, first = task % stripes;
            const std::int64_t last = std::min(stripes, first + end - task);
            RowProduct part = whole;
            part.x += row * whole.xRow;
            part.y += row * whole.yRow;
            part.rows = std::min<std::int64_t>(height, whole.rows - row);
            kernel(part, first * RowProduct::stripe, std::min<std::int64_t>(last * RowProduct::stripe, whole.out));
            task += last - first;
        }
    };
    at::parallel_for(0, partsOf(whole.rows, height) * stripes,
                     std::max<std::int64_t>(1, enough / std::max<std::int64_t>(1, each)), some);
}

/// Broadcast to those leading dimensions.
at::Tensor spread(const at::Tensor &matrices, at::IntArrayRef leading)
{
    auto sizes = leading.vec();
    sizes.push_back(matrices.size(-2));
    sizes.push_back(matrices.size(-1));
    return matrices.expand(sizes);
}

/// Where the matrix of that number begins; the last leading dimension counts fastest.
std::int64_t placeOf(const at::Tensor &matrices, std::int64_t number)
{
    std::int64_t place = 0;
    for (std::int64_t d = matrices.dim() - 3; d >= 0; --d) {
        place += number % matrices.size(d) * matrices.stride(d);
        number /= matrices.size(d);
    }
    return place;
}

} // namespace

bool hasRowKernels() { return rowKernels().straight; }

bool isPlain(const at::Tensor &tensor)
{
    return tensor.scalar_type() == at::kFloat && tensor.device().is_cpu() && tensor.layout() == at::kStrided
           && !(at::GradMode::is_enabled() && tensor.requires_grad());
}

bool hasStraightRows(const at::Tensor &matrix) { return matrix.stride(-1) == 1 || matrix.size(-1) == 1; }

at::Tensor withStraightRows(const at::Tensor &matrix) { return hasStraightRows(matrix) ? matrix : matrix.contiguous(); }

bool hasTurnedRows(const at::Tensor &matrix) { return matrix.stride(-2) == 1 || matrix.size(-2) == 1; }

at::Tensor byRows(const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias)
{
    const bool isTurned = !hasStraightRows(weight);
    const std::int64_t rows = x.size(0), in = x.size(1), out = weight.size(0);
    at::Tensor y = at::empty({rows, out}, x.options());
    inParts({x.const_data_ptr<float>(), weight.const_data_ptr<float>(),
             bias.defined() ? bias.const_data_ptr<float>() : nullptr, y.mutable_data_ptr<float>(), rows, in, out, in,
             weight.stride(isTurned ? 1 : 0), out},
            isTurned ? rowKernels().turned : rowKernels().straight);
    return y;
}

at::Tensor matrixProducts(const at::Tensor &a, const at::Tensor &b)
{
    if (!hasRowKernels() || !isPlain(a) || !isPlain(b) || a.size(-1) != b.size(-2))
        return at::matmul(a, b);
    const auto leading = at::infer_size(a.sizes().slice(0, a.dim() - 2), b.sizes().slice(0, b.dim() - 2));
    const at::Tensor left = spread(withStraightRows(a), leading);
    const at::Tensor right = spread(hasTurnedRows(b) ? b : withStraightRows(b), leading);
    const bool isTurned = !hasTurnedRows(right); // as weights of a product lie
    const std::int64_t rows = a.size(-2), in = a.size(-1), out = b.size(-1);
    auto sizes = leading;
    sizes.push_back(rows);
    sizes.push_back(out);
    at::Tensor y = at::empty(sizes, a.options());
    const std::int64_t count = rows * out > 0 ? y.numel() / (rows * out) : 0;
    const auto some = [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i)
            (isTurned ? rowKernels().turned : rowKernels().straight)(
                {left.const_data_ptr<float>() + placeOf(left, i), right.const_data_ptr<float>() + placeOf(right, i),
                 nullptr, y.mutable_data_ptr<float>() + i * rows * out, rows, in, out, left.stride(-2),
                 right.stride(isTurned ? -2 : -1), out},
                0, out);
    };
    at::parallel_for(0, count, 1 + enough / std::max<std::int64_t>(1, rows * in * out), some);
    return y;
}

} // namespace deltascope::nn
