#pragma once

#include "core/run.h"
#include "core/valueof.h"
#include "engine/engine.h"

#include <vector>

namespace deltascope::serving {

/// Inputs as the ids that the local model reads, conversations by its own template: what is compared is then the same
/// on every server. Throws Failure.
std::vector<std::vector<std::int64_t>> promptsOf(Engine &local, const std::vector<Input> &inputs);

} // namespace deltascope::serving
