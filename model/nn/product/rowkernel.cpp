#include "nn/product/rowkernel.h"

namespace deltascope::nn {

RowKernel rowKernel()
{
#if defined(__x86_64__)
    if (rowKernelAvx512() && __builtin_cpu_supports("avx512f"))
        return rowKernelAvx512();
    if (rowKernelAvx2() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
        return rowKernelAvx2();
#endif
    return nullptr;
}

} // namespace deltascope::nn
