#pragma once

#include "core/run.h"

#include <string>
#include <vector>

namespace deltascope::app {

/// What a run said, for people: a line for each input and column, and where outputs part if that was measured.
std::string runText(const std::vector<Input> &inputs, const RunResult &result);

} // namespace deltascope::app
