#include "nn/product/productchoice.h"

#include <ATen/ATen.h>

#include <chrono>
#include <cstdlib>

namespace deltascope::nn {

namespace {

constexpr std::int64_t manyRows = 64, fewRows = 16;
constexpr std::int64_t mostOutputs = 480; ///< of a weight that are measured: what they tell holds for the others

/// True if the rows have the same bits whatever their number.
bool keepsRows(ProductKernel kernel, const at::Tensor &x, const at::Tensor &weight)
{
    const at::Tensor all = productBy(kernel, x, weight, {});
    for (const std::int64_t rows : {1, 2, 3, 5, 7, 11, 13, 16, 29})
        if (!at::equal(productBy(kernel, x.narrow(0, 0, rows), weight, {}), all.narrow(0, 0, rows)))
            return false;
    return true;
}

/// True if it computes what the library does, but for the order in which it sums: a processor that no test has seen
/// does not go wrong without a word.
bool isRight(ProductKernel kernel, const at::Tensor &x, const at::Tensor &weight)
{
    const at::Tensor expected = at::linear(x, weight);
    const double size = expected.abs().max().item<double>();
    return at::allclose(productBy(kernel, x, weight, {}), expected, 1e-4, 1e-4 * size, true);
}

/// Seconds for so many rows at once and again a few at a time, the best of several.
double measure(ProductKernel kernel, const at::Tensor &x, const at::Tensor &weight)
{
    const auto best = [&](const at::Tensor &rows) {
        double least = 1e9;
        for (int i = 0; i < 3; ++i) {
            const auto start = std::chrono::steady_clock::now();
            productBy(kernel, rows, weight, {});
            least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        }
        return least;
    };
    return best(x) + best(x.narrow(0, 0, fewRows)) * (double(manyRows) / fewRows);
}

/// The first kernel that is there, unless a later one takes less than three quarters of its time: what is measured
/// beside other programs must not turn from run to run. Kernels whose rows depend on one another, or that compute
/// something else, are left out.
ProductKernel fastest(const at::Tensor &weight)
{
    const at::Tensor part = weight.narrow(0, 0, std::min(weight.size(0), mostOutputs));
    const at::Tensor x = at::arange(manyRows * weight.size(1), at::kFloat).sin_().view({manyRows, weight.size(1)});
    std::optional<ProductKernel> chosen;
    double least = 0;
    for (const ProductKernel kernel : productKernels) {
        if (!isThere(kernel) || !isRight(kernel, x, part) || !keepsRows(kernel, x, part))
            continue;
        const double seconds = measure(kernel, x, part);
        if (!chosen || seconds < 0.75 * least) {
            chosen = kernel;
            least = seconds;
        }
    }
    return chosen.value_or(ProductKernel::Blas);
}

} // namespace

ProductChoice::ProductChoice()
    : m_memory(ProductMemory::usualFolder())
{
    if (const char *name = std::getenv("DELTASCOPE_PRODUCT"))
        m_forced = kernelNamed(name);
}

ProductKernel ProductChoice::of(const at::Tensor &weight)
{
    if (m_forced && isThere(*m_forced))
        return *m_forced;
    const std::lock_guard lock(m_mutex);
    const std::int64_t rows = std::min(weight.size(0), mostOutputs), columns = weight.size(1);
    const auto [found, isNew] = m_chosen.try_emplace({rows, columns});
    if (isNew)
        found->second = m_memory.kernel(std::to_string(rows) + "x" + std::to_string(columns),
                                        [&weight] { return fastest(weight); });
    return found->second;
}

ProductChoice &productChoice()
{
    static ProductChoice choice;
    return choice;
}

} // namespace deltascope::nn
