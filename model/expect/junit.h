#pragma once

#include <optional>
#include <string>
#include <vector>

namespace deltascope::expect {

/// One expectation on one answer.
struct Verdict {
    std::string column;
    std::string input; ///< what it is called: its text, or its place
    std::string wanted; ///< in words
    std::optional<std::string> broken; ///< why, in a sentence; nothing: it holds
    bool hasRun = true; ///< false: the input could not run, for the reason in `broken`
};

/// JUnit's XML as continuous integration reads it: a suite for each column, a case for each verdict. What no XML may
/// hold (control characters, bytes that are not UTF-8) stands as U+FFFD.
std::string junit(const std::string &session, const std::vector<Verdict> &verdicts);

} // namespace deltascope::expect
