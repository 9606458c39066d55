#pragma once

#include "core/evaluation.h"

#include <string>

namespace deltascope::files {

/// The lines of --predictions: one JSON object for each line of data that is answered and each column (cli.md,
/// evaluate).
std::string predictionLines(const std::vector<DataLine> &lines, const EvaluationResult &result);

} // namespace deltascope::files
