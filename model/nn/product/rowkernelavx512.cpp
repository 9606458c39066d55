#include "nn/product/rowkernel.h"

#if defined(__AVX512F__)

#include "nn/product/rowtiles.h"

#include <immintrin.h>

namespace deltascope::nn {

namespace {

/// Thirty-two registers: 6 x 4 sums, four vectors of weights and one of x.
struct Avx512 {
    using Vector = __m512;
    static constexpr int width = 16, rows = 6, columns = 4;
    static constexpr int columnsOf(int rows) { return rows == 1 ? 16 : rows == 2 ? 12 : rows == 3 ? 8 : 4; }

    static Vector zero() { return _mm512_setzero_ps(); }
    static Vector load(const float *from) { return _mm512_loadu_ps(from); }
    static Vector loadPart(const float *from, ptrdiff_t count)
    {
        return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1U << count) - 1U), from);
    }
    static void store(float *to, Vector v) { _mm512_storeu_ps(to, v); }
    static Vector add(Vector a, Vector b, Vector sum) { return _mm512_fmadd_ps(a, b, sum); }
    static void sums(Vector a, Vector b, Vector c, Vector d, float (&to)[4])
    {
        const auto quarter = [](Vector v) {
            float all[width];
            _mm512_storeu_ps(all, v);
            return _mm_add_ps(_mm_add_ps(_mm_loadu_ps(all), _mm_loadu_ps(all + 4)),
                              _mm_add_ps(_mm_loadu_ps(all + 8), _mm_loadu_ps(all + 12)));
        };
        __m128 p = quarter(a), q = quarter(b), r = quarter(c), s = quarter(d);
        _MM_TRANSPOSE4_PS(p, q, r, s);
        _mm_storeu_ps(to, _mm_add_ps(_mm_add_ps(p, q), _mm_add_ps(r, s)));
    }
};

} // namespace

RowKernel rowKernelAvx512() { return RowTiles<Avx512>::run; }

} // namespace deltascope::nn

#else

deltascope::nn::RowKernel deltascope::nn::rowKernelAvx512() { return nullptr; }

#endif
