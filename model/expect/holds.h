#pragma once

#include "core/expectation.h"
#include "core/run.h"

#include <optional>
#include <string>
#include <vector>

namespace deltascope::expect {

/// An answer as a run gave it.
struct Answered {
    Task task;
    const Output &output;
    const std::vector<std::string> &labels; ///< of the head that answered
};

/// What an expectation asks, in words: "label games, probability at least 0.8".
std::string wanted(const Expectation &expectation);

/// Nothing if the answer is as expected, else what was expected and what was found, in one sentence. Throws Failure
/// for a regular expression that is none.
std::optional<std::string> broken(const Expectation &expectation, const Answered &answered);

} // namespace deltascope::expect
