#include "files/inputtable.h"

#include "core/outcome.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>

namespace deltascope::files {

namespace {

class TableReader {
public:
    TableReader(const std::string &name, std::string_view bytes, char separator)
        : m_name(name)
        , m_bytes(bytes)
        , m_separator(separator)
    {
    }

    std::vector<TableRow> operator()()
    {
        std::vector<TableRow> rows;
        while (m_at < m_bytes.size()) {
            TableRow row = readRow();
            if (row.cells.size() > 1 || row.cells.front().find_first_not_of(" \t") != std::string::npos)
                rows.push_back(std::move(row));
        }
        return rows;
    }

private:
    TableRow readRow()
    {
        TableRow row{m_line, {readCell()}};
        while (m_at < m_bytes.size() && m_bytes[m_at] == m_separator) {
            ++m_at;
            row.cells.push_back(readCell());
        }
        if (m_at < m_bytes.size() && m_bytes[m_at] == '\r')
            ++m_at;
        if (m_at < m_bytes.size() && m_bytes[m_at] == '\n')
            ++m_at;
        ++m_line;
        return row;
    }

    std::string readCell()
    {
        std::string cell;
        if (m_at < m_bytes.size() && m_bytes[m_at] == '"')
            cell = readQuoted();
        else
            while (!isAtEnd())
                cell += m_bytes[m_at++];
        return cell;
    }

    bool isAtEnd() const
    {
        return m_at == m_bytes.size() || m_bytes[m_at] == m_separator || m_bytes[m_at] == '\n' || m_bytes[m_at] == '\r';
    }

    std::string readQuoted()
    {
        const int begun = m_line;
        std::string cell;
        for (++m_at; m_at < m_bytes.size(); ++m_at) {
            const bool isQuote = m_bytes[m_at] == '"';
            if (isQuote && (m_at + 1 == m_bytes.size() || m_bytes[m_at + 1] != '"')) {
                m_at = std::min(m_bytes.find_first_not_of(' ', m_at + 1), m_bytes.size());
                if (!isAtEnd())
                    throw Failure(
                        at(m_line),
                        "expected the end of the cell behind the quote that closes it, found "
                            + utf8::readable(m_bytes.substr(m_at, m_bytes.find_first_of("\r\n", m_at) - m_at), 20)
                            + " (a quote inside a cell is doubled)");
                return cell;
            }
            m_at += isQuote;
            m_line += m_bytes[m_at] == '\n';
            cell += m_bytes[m_at];
        }
        throw Failure(at(begun), "expected a quote that ends the cell, found the end of the file");
    }

    std::string at(int line) const { return m_name + ", line " + std::to_string(line); }

    const std::string &m_name;
    std::string_view m_bytes;
    char m_separator;
    std::size_t m_at = 0;
    int m_line = 1;
};

constexpr std::array<std::pair<char, const char *>, 3> separators{
    {{',', "commas"}, {';', "semicolons"}, {'\t', "tabs"}}};

const char *nameOf(char separator)
{
    return std::find_if(separators.begin(), separators.end(),
                        [separator](auto known) { return known.first == separator; })
        ->second;
}

std::string trimmed(const std::string &text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    return first == text.npos ? "" : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

bool isOfInput(const std::string &key)
{
    return key == "text" || key == "ids" || key == "messages" || key == "image" || key == "pixels";
}

std::string listed(const std::vector<std::string> &names)
{
    std::string text;
    for (const std::string &name : names)
        text += (text.empty() ? "" : ", ") + name;
    return utf8::readable(text, 60);
}

} // namespace

std::vector<std::string> headerKeys(const TableRow &header, const std::string &where, char separator)
{
    std::vector<std::string> keys;
    for (const std::string &cell : header.cells) {
        keys.push_back(trimmed(cell));
        if (!keys.back().empty() && std::count(keys.begin(), keys.end(), keys.back()) > 1)
            throw Failure(where, keys.back() + ": expected each name once in the header, found it twice");
    }
    if (std::any_of(keys.begin(), keys.end(), isOfInput))
        return keys;
    for (const auto &[other, name] : separators)
        if (keys.size() == 1 && other != separator && keys.front().find(other) != std::string::npos)
            throw Failure(where, std::string("expected ") + nameOf(separator)
                                     + " between the names of the header, found " + name + ": " + listed(keys));
    throw Failure(where, "expected a header with text, ids or messages among its names, found " + listed(keys));
}

void expectCells(const TableRow &row, const std::vector<std::string> &keys, const std::string &where, char separator)
{
    const std::size_t found = row.cells.size();
    if (found == keys.size())
        return;
    const std::string count = "expected " + std::to_string(keys.size()) + " cells as in the header (" + listed(keys)
                              + "), found " + std::to_string(found);
    throw Failure(where, found < keys.size()
                             ? keys[found] + ": " + count
                             : count + "; a text with " + nameOf(separator) + " in it stands in quotes");
}

std::vector<TableRow> tableRows(const std::string &name, std::string_view bytes, char separator)
{
    return TableReader(name, bytes, separator)();
}

} // namespace deltascope::files
