#pragma once

#include "core/describe.h"

#include <ATen/core/ScalarType.h>

namespace deltascope {

/// Fills in what running will take beyond the mapped file: copyBytes and bytesPerToken.
void estimateMemory(NetworkInfo &info, at::ScalarType compute);

} // namespace deltascope
