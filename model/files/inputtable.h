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
/// Blank lines are no rows. Throws Failure naming `name` and the line where a quote is never closed, or closes before
/// its cell ends.
std::vector<TableRow> tableRows(const std::string &name, std::string_view bytes, char separator);

/// The names of a header, blanks around them aside. Throws Failure with `where` unless each is there once and one of
/// them is of an input; one that has other separators is told so.
std::vector<std::string> headerKeys(const TableRow &header, const std::string &where, char separator);
/// Throws Failure with `where` unless a row has as many cells as the header.
void expectCells(const TableRow &row, const std::vector<std::string> &keys, const std::string &where, char separator);

} // namespace deltascope::files
