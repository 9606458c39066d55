#pragma once

#include <string>

namespace deltascope::files {

/// A whole file, written beside its place and moved there. Throws Failure naming it.
void writeWhole(const std::string &path, const std::string &text);

} // namespace deltascope::files
