#pragma once

#include "tree/addressing.h"

namespace deltascope::tree {

/// Those of the patterns that name nothing by themselves, in order. Regular expressions, which take their time, are
/// taken to name something.
std::vector<std::string> deadPatterns(const std::vector<NamedModule> &modules,
                                      const std::vector<std::string> &patterns);

} // namespace deltascope::tree
