#pragma once

#include <stddef.h>

namespace deltascope::nn {

/// y = x W^T + bias, all of it row-major and contiguous: x [rows, in], w [out, in], bias [out] or null, y [rows, out].
struct RowProduct {
    /// Columns of y that belong together: a part of the work is a whole number of such stripes, over all rows or over
    /// whole blocks of them.
    static constexpr ptrdiff_t stripe = 48, block = 96;

    const float *x, *w, *bias;
    float *y;
    ptrdiff_t rows, in, out;
};

/// Computes the columns from `from` up to `to` of y.
using RowKernel = void (*)(const RowProduct &product, ptrdiff_t from, ptrdiff_t to);

/// Null where the compiler knows no such instructions; to be called only where the processor has them.
RowKernel rowKernelAvx2();
RowKernel rowKernelAvx512();

/// The widest that this processor can; null: none.
RowKernel rowKernel();

} // namespace deltascope::nn
