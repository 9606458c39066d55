#pragma once

#include "core/run.h"

#include <nlohmann/json.hpp>

#include <string>

namespace deltascope::files {

/// As --task and answers in JSON call it.
const char *wordOf(Task task);
/// A column's answers as `run --json` has them, without divergence.
nlohmann::ordered_json columnJson(const ColumnResult &column, Task task);

/// One line that says an output to a person.
std::string answerText(Task task, const Output &output);
/// One line that an input is known by: its text, what a conversation's user says first, else its ids as `output` has
/// them.
std::string inputTitle(const Input &input, const Output &output);

} // namespace deltascope::files
