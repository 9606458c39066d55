#pragma once

#include "nn/delta/delta.h"

namespace deltascope::nn {

/// Takes out of the keys what training or saving left in them beside the module's and the parameter's names: the
/// wrappers of io::unwrapped(), and an adapter's name as PEFT keeps it in memory ("lora_A.default.weight"). Notes it.
void cleanKeys(DeltaFolder &folder);

} // namespace deltascope::nn
