#include "nn/product/rowkernel.h"

#if defined(__AVX2__) && defined(__FMA__)

#include "nn/product/rowtiles.h"

#include <immintrin.h>

namespace deltascope::nn {

namespace {

/// Sixteen registers: 4 x 3 sums, three vectors of weights and one of x.
struct Avx2 {
    using Vector = __m256;
    static constexpr int width = 8, rows = 4, columns = 3;
    static constexpr int columnsOf(int rows) { return 12 / rows; }

    static Vector zero() { return _mm256_setzero_ps(); }
    static Vector load(const float *from) { return _mm256_loadu_ps(from); }
    static Vector loadPart(const float *from, ptrdiff_t count)
    {
        float all[width] = {};
        for (ptrdiff_t i = 0; i < count; ++i)
            all[i] = from[i];
        return load(all);
    }
    static void store(float *to, Vector v) { _mm256_storeu_ps(to, v); }
    static Vector add(Vector a, Vector b, Vector sum) { return _mm256_fmadd_ps(a, b, sum); }
    static void sums(Vector a, Vector b, Vector c, Vector d, float (&to)[4])
    {
        const auto half = [](Vector v) { return _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1)); };
        __m128 p = half(a), q = half(b), r = half(c), s = half(d);
        _MM_TRANSPOSE4_PS(p, q, r, s);
        _mm_storeu_ps(to, _mm_add_ps(_mm_add_ps(p, q), _mm_add_ps(r, s)));
    }
};

} // namespace

RowKernel rowKernelAvx2() { return RowTiles<Avx2>::run; }

} // namespace deltascope::nn

#else

deltascope::nn::RowKernel deltascope::nn::rowKernelAvx2() { return nullptr; }

#endif
