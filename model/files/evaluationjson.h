#pragma once

#include "core/evaluation.h"

#include <string>

namespace deltascope::files {

/// The answer of `evaluate --json` (cli.md) as a line, from the lines that are answered.
std::string evaluationJson(const EvaluationResult &result);

} // namespace deltascope::files
