#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace deltascope::files {

/// A row of a table with the number of the line that it begins on.
struct TableRow {
    int line = 1;
    std::vector<std::string> cells;
};

/// Comma-separated values as RFC 4180 has them: a cell in quotes may hold separators, line ends and doubled quotes.
/// Blank lines are no rows. Throws Failure naming `name` and the line where a quote is never closed.
std::vector<TableRow> tableRows(const std::string &name, std::string_view bytes, char separator);

} // namespace deltascope::files
