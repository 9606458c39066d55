#pragma once

#include "io/checkpoint.h"

namespace deltascope::io {

/// Lets the memory go that a tensor's bytes take as long as they are mapped; they are read again when they are touched.
void releasePages(const TensorEntry &entry);

} // namespace deltascope::io
