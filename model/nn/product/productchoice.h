#pragma once

#include "nn/product/productmemory.h"

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace deltascope::nn {

/// Which kernel computes the products with a weight. It is measured on this machine at the first product with a weight
/// of that shape, in a few milliseconds, and then kept for all processes: two runs never differ in it. The environment
/// variable DELTASCOPE_PRODUCT (rows, onednn, blas) decides instead.
class ProductChoice {
public:
    ProductChoice();
    ProductKernel of(const at::Tensor &weight);
    /// That kernel from now on, where it is there; nothing: as measured. Not while anything runs.
    void force(std::optional<ProductKernel> kernel) { m_forced = kernel; }

private:
    ProductMemory m_memory;
    std::mutex m_mutex;
    std::map<std::pair<std::int64_t, std::int64_t>, ProductKernel> m_chosen; ///< by rows and columns of a weight
    std::optional<ProductKernel> m_forced;
};

/// The process's: what is measured is the machine.
ProductChoice &productChoice();

} // namespace deltascope::nn
