#pragma once

#include <string>

namespace deltascope::app {

/// The word as a POSIX shell reads it back: in single quotes unless it is plain.
std::string shellWord(const std::string &word);

} // namespace deltascope::app
