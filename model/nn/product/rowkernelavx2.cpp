#include "nn/product/rowkernel.h"

#if defined(__AVX2__) && defined(__FMA__)

#include "nn/product/rowtiles.h"
#include "nn/product/softmax.h"
#include "nn/product/turnedtiles.h"

#include <immintrin.h>

namespace deltascope::nn {

namespace {

/// Sixteen registers: 4 x 3 sums, three vectors of weights and one of x.
struct Avx2 {
    using Vector = __m256;
    static constexpr int width = 8, rows = 4, columns = 3;
    static constexpr int columnsOf(int rows) { return 12 / rows; }
    static constexpr int turnedRows = 4, turnedColumns = 3;

    static Vector zero() { return _mm256_setzero_ps(); }
    static Vector load(const float *from) { return _mm256_loadu_ps(from); }
    static Vector loadPart(const float *from, ptrdiff_t count)
    {
        float all[width] = {};
        for (ptrdiff_t i = 0; i < count; ++i)
            all[i] = from[i];
        return load(all);
    }
    static Vector spread(float number) { return _mm256_set1_ps(number); }
    static void store(float *to, Vector v) { _mm256_storeu_ps(to, v); }
    static void storePart(float *to, Vector v, ptrdiff_t count)
    {
        float all[width];
        store(all, v);
        for (ptrdiff_t i = 0; i < count; ++i)
            to[i] = all[i];
    }
    static Vector add(Vector a, Vector b, Vector sum) { return _mm256_fmadd_ps(a, b, sum); }
    static Vector plus(Vector a, Vector b) { return _mm256_add_ps(a, b); }
    static Vector minus(Vector a, Vector b) { return _mm256_sub_ps(a, b); }
    static Vector times(Vector a, Vector b) { return _mm256_mul_ps(a, b); }
    static Vector larger(Vector a, Vector b) { return _mm256_max_ps(a, b); }
    static Vector rounded(Vector v) { return _mm256_round_ps(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
    static Vector power(Vector n)
    {
        const __m256i exponent = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));
        return _mm256_castsi256_ps(_mm256_slli_epi32(exponent, 23));
    }
    static Vector keepFrom(Vector x, Vector least, Vector v)
    {
        return _mm256_andnot_ps(_mm256_cmp_ps(x, least, _CMP_LT_OQ), v);
    }
    static void sums(Vector a, Vector b, Vector c, Vector d, float (&to)[4])
    {
        const auto half = [](Vector v) { return _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1)); };
        __m128 p = half(a), q = half(b), r = half(c), s = half(d);
        _MM_TRANSPOSE4_PS(p, q, r, s);
        _mm_storeu_ps(to, _mm_add_ps(_mm_add_ps(p, q), _mm_add_ps(r, s)));
    }
};

} // namespace

RowKernels rowKernelsAvx2() { return {RowTiles<Avx2>::run, TurnedTiles<Avx2>::run, SoftmaxRow<Avx2>::run}; }

} // namespace deltascope::nn

#else

deltascope::nn::RowKernels deltascope::nn::rowKernelsAvx2() { return {}; }

#endif
