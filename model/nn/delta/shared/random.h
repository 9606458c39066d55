#pragma once

#include <ATen/core/Generator.h>
#include <ATen/CPUGeneratorImpl.h>

#include <cstdint>

namespace deltascope::nn {

/// PyTorch's CPU generator with that seed.
inline at::Generator seeded(std::uint64_t seed) { return at::make_generator<at::CPUGeneratorImpl>(seed); }

} // namespace deltascope::nn
