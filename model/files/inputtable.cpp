#include "files/inputtable.h"

#include "core/outcome.h"

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
        const auto isEnd = [this](char c) { return c == m_separator || c == '\n' || c == '\r'; };
        while (m_at < m_bytes.size() && !isEnd(m_bytes[m_at]))
            cell += m_bytes[m_at++];
        return cell;
    }

    std::string readQuoted()
    {
        const int begun = m_line;
        std::string cell;
        for (++m_at; m_at < m_bytes.size(); ++m_at) {
            const bool isQuote = m_bytes[m_at] == '"';
            if (isQuote && (m_at + 1 == m_bytes.size() || m_bytes[m_at + 1] != '"')) {
                ++m_at;
                return cell;
            }
            m_at += isQuote;
            m_line += m_bytes[m_at] == '\n';
            cell += m_bytes[m_at];
        }
        throw Failure(m_name + ", line " + std::to_string(begun),
                      "expected a quote that ends the cell, found the end of the file");
    }

    const std::string &m_name;
    std::string_view m_bytes;
    char m_separator;
    std::size_t m_at = 0;
    int m_line = 1;
};

} // namespace

std::vector<TableRow> tableRows(const std::string &name, std::string_view bytes, char separator)
{
    return TableReader(name, bytes, separator)();
}

} // namespace deltascope::files
