#pragma once

#include "core/outcome.h"
#include "core/run.h"

#include <string>
#include <vector>

namespace deltascope::app {

/// The inputs of a file with one JSON object a line (cli.md, INPUTS); "-" is standard input. Blank lines are skipped.
/// Throws Failure naming file, line and key.
std::vector<Input> readInputs(const std::string &path);

} // namespace deltascope::app
