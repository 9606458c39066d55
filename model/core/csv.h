#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deltascope {

/// A row of a table as CSV wants it (RFC 4180), its end included: cells are quoted where they must be.
std::string csvLine(const std::vector<std::string> &cells, std::string_view separator = ",");

} // namespace deltascope
