#pragma once

#include "core/run.h"

namespace deltascope {

/// Whether what the model gave is a number; where it is not (NaN), nothing is predicted.
bool isNumber(const Output &output);

} // namespace deltascope
