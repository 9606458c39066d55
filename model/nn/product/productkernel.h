#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <optional>
#include <string_view>

namespace deltascope::nn {

/// What computes products. All of them read the weights where they lie: nothing is copied.
enum class ProductKernel {
    Rows, ///< our own tiles of dot products (AVX2 or AVX-512)
    OneDnn,
    Blas, ///< what at::linear uses
};
inline constexpr std::array productKernels{ProductKernel::Rows, ProductKernel::OneDnn, ProductKernel::Blas};
std::string_view toText(ProductKernel kernel);
std::optional<ProductKernel> kernelNamed(std::string_view text); ///< as toText() says; nothing for other words

/// True if this machine and this LibTorch have it.
bool isThere(ProductKernel kernel);

/// That kernel's product; float32, `x` [rows, in], everything contiguous.
at::Tensor productBy(ProductKernel kernel, const at::Tensor &x, const at::Tensor &weight, const at::Tensor &bias);

} // namespace deltascope::nn
