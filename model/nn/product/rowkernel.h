#pragma once

#include <stddef.h>

namespace deltascope::nn {

/// y = x W^T + bias, or x W + bias where the weights lie turned: x [rows, in], w [out, in] (turned: [in, out]), bias
/// [out] or null, y [rows, out]. The numbers of a row are neighbours.
struct RowProduct {
    /// Columns of y that belong together: a part of the work is a whole number of such stripes, over all rows or over
    /// whole blocks of them.
    static constexpr ptrdiff_t stripe = 48, block = 96;

    const float *x, *w, *bias;
    float *y;
    ptrdiff_t rows, in, out;
    ptrdiff_t xRow, wRow, yRow; ///< how far the next row is
};

/// Computes the columns from `from` up to `to` of y.
using RowKernel = void (*)(const RowProduct &product, ptrdiff_t from, ptrdiff_t to);

/// `count` numbers become softmax(scale * numbers + bias); `bias` may be null.
using SoftmaxKernel = void (*)(float *numbers, ptrdiff_t count, float scale, const float *bias);

/// Of one set of vector instructions; all null where the compiler knows no such instructions.
struct RowKernels {
    RowKernel straight, turned;
    SoftmaxKernel softmax;
};

/// To be called only where the processor has them.
RowKernels rowKernelsAvx2();
RowKernels rowKernelsAvx512();

/// The widest that this processor can; null: none.
const RowKernels &rowKernels();

} // namespace deltascope::nn
