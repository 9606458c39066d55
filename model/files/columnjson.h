#pragma once

#include "core/run.h"

#include <nlohmann/json.hpp>

namespace deltascope::files {

/// "name" and "attached" of a column, as every --json answer has them.
nlohmann::ordered_json columnJson(const std::string &name, const std::vector<AttachedDelta> &attached);

/// A JSON answer as a line; bytes that are not UTF-8 are replaced.
std::string answerLine(const nlohmann::ordered_json &answer);

} // namespace deltascope::files
