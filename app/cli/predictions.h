#pragma once

#include "core/evaluation.h"

#include <string>

namespace deltascope::app {

/// The lines of --predictions: one JSON object for each input and column (cli.md, evaluate).
std::string predictionLines(const EvaluationRequest &request, const EvaluationResult &result);

} // namespace deltascope::app
