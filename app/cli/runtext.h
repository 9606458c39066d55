#pragma once

#include "app/cli/servedrun.h"

#include <string>
#include <vector>

namespace deltascope::app {

/// What a run said, for people: a line for each input and column, or why it has no answer, and where outputs part if
/// that was measured.
std::string runText(const std::vector<Input> &inputs, const MixedRun &run);

} // namespace deltascope::app
