#pragma once

#include "core/evaluation.h"

#include <cstdint>
#include <string>

namespace deltascope::files {

/// The lines of --predictions: one JSON object for each line of data that is answered and each column (cli.md,
/// evaluate).
std::string predictionLines(const std::vector<DataLine> &lines, const EvaluationResult &result);

/// The number of a line in its file, as its origin says ("data.jsonl, line 7"); elsewhere its place, from 1.
std::int64_t lineNumber(const Input &input, std::size_t place);

} // namespace deltascope::files
