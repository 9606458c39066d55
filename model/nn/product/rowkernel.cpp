#include "nn/product/rowkernel.h"

namespace deltascope::nn {

namespace {

RowKernels widest()
{
#if defined(__x86_64__)
    if (rowKernelsAvx512().straight && __builtin_cpu_supports("avx512f"))
        return rowKernelsAvx512();
    if (rowKernelsAvx2().straight && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return rowKernelsAvx2();
#endif
    return {};
}

} // namespace

const RowKernels &rowKernels()
{
    static const RowKernels here = widest();
    return here;
}

} // namespace deltascope::nn
