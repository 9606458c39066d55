#include "core/csv.h"

namespace deltascope {

namespace {

std::string cellText(const std::string &text, std::string_view separator)
{
    if (text.find_first_of("\"\n\r") == text.npos && text.find(separator) == text.npos)
        return text;
    std::string quoted = "\"";
    for (const char c : text)
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

} // namespace

std::string csvLine(const std::vector<std::string> &cells, std::string_view separator)
{
    std::string line;
    for (const std::string &cell : cells) {
        if (&cell != &cells.front())
            line += separator;
        line += cellText(cell, separator);
    }
    return line + "\n";
}

} // namespace deltascope
