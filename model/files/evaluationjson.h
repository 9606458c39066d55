#pragma once

#include "core/evaluation.h"

#include <string>

namespace deltascope::files {

/// The answer of `evaluate --json` (cli.md) as a line: numbers of the lines that are answered, and which lines failed.
std::string evaluationJson(const std::vector<DataLine> &lines, const EvaluationResult &result);

} // namespace deltascope::files
