#pragma once

// Where PEFT's kinds take a convolution as well as a linear.
#include "nn/delta/peft/peft.h"

namespace deltascope::nn::peft {

/// The module if it is a Linear, a Conv1D or a convolution of patches; throws Failure (shape-mismatch).
const Leaf &weightAt(const Host &host, const DeltaSource &source, const SavedSite &site);

/// How many numbers of its weight make one output: the width of a Linear's input, in * height * width of a convolution.
std::int64_t columnsOf(const Leaf &leaf);

/// y + strength * scale * (F without bias, with the weight `update` [out, columns])(x).
std::shared_ptr<const Tap> updateTap(const Leaf &leaf, std::function<at::Tensor()> update, double scale);

/// Kernels [out, columns] from a core [r, r, height, width] between left [r, out] and right [r, in] (Hyeon-Woo et al.
/// 2022).
at::Tensor kernelFromCore(const at::Tensor &core, const at::Tensor &left, const at::Tensor &right);

/// LoRA at a convolution; false if the module is none.
bool addConvLora(const Host &host, const DeltaSource &source, const SavedSite &site, std::int64_t r, double scale,
                 BuiltDelta &delta);

} // namespace deltascope::nn::peft
