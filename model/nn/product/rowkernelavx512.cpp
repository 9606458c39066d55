#include "nn/product/rowkernel.h"

#if defined(__AVX512F__)

#include "nn/product/rowtiles.h"
#include "nn/product/softmax.h"
#include "nn/product/turnedtiles.h"

#include <immintrin.h>

namespace deltascope::nn {

namespace {

/// Thirty-two registers: 6 x 4 sums, four vectors of weights and one of x.
struct Avx512 {
    using Vector = __m512;
    static constexpr int width = 16, rows = 6, columns = 4;
    static constexpr int columnsOf(int rows) { return rows == 1 ? 16 : rows == 2 ? 12 : rows == 3 ? 8 : 4; }
    static constexpr int turnedRows = 8, turnedColumns = 3;

    static Vector zero() { return _mm512_setzero_ps(); }
    static Vector load(const float *from) { return _mm512_loadu_ps(from); }
    static Vector loadPart(const float *from, ptrdiff_t count)
    {
        return _mm512_maskz_loadu_ps(static_cast<__mmask16>((1U << count) - 1U), from);
    }
    static Vector spread(float number) { return _mm512_set1_ps(number); }
    static void store(float *to, Vector v) { _mm512_storeu_ps(to, v); }
    static void storePart(float *to, Vector v, ptrdiff_t count)
    {
        _mm512_mask_storeu_ps(to, static_cast<__mmask16>((1U << count) - 1U), v);
    }
    static Vector add(Vector a, Vector b, Vector sum) { return _mm512_fmadd_ps(a, b, sum); }
    static Vector plus(Vector a, Vector b) { return _mm512_add_ps(a, b); }
    static Vector minus(Vector a, Vector b) { return _mm512_sub_ps(a, b); }
    static Vector times(Vector a, Vector b) { return _mm512_mul_ps(a, b); }
    static Vector larger(Vector a, Vector b) { return _mm512_max_ps(a, b); }
    static Vector rounded(Vector v) { return _mm512_roundscale_ps(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
    static Vector power(Vector n)
    {
        const __m512i exponent = _mm512_add_epi32(_mm512_cvtps_epi32(n), _mm512_set1_epi32(127));
        return _mm512_castsi512_ps(_mm512_slli_epi32(exponent, 23));
    }
    static Vector keepFrom(Vector x, Vector least, Vector v)
    {
        return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(x, least, _CMP_NLT_UQ), v);
    }
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

RowKernels rowKernelsAvx512() { return {RowTiles<Avx512>::run, TurnedTiles<Avx512>::run, SoftmaxRow<Avx512>::run}; }

} // namespace deltascope::nn

#else

deltascope::nn::RowKernels deltascope::nn::rowKernelsAvx512() { return {}; }

#endif
