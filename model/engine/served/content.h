#pragma once

#include <string>
#include <utility>
#include <vector>

namespace deltascope::served {

/// Sixteen hexadecimal digits that say what saved deltas at these strengths are: their configurations and weights, byte
/// for byte. Who names a folder so never changes what stands in it. Throws Failure for a folder that cannot be read.
std::string contentName(const std::vector<std::pair<std::string, double>> &folders);

} // namespace deltascope::served
