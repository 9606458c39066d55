#include "files/inputlines.h"

#include "core/utf8.h"
#include "files/inputkeys.h"
#include "files/inputtable.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

namespace deltascope::files {

namespace {

using Json = nlohmann::ordered_json;

constexpr int deepest = 64; ///< nested levels of a line

std::string at(const std::string &name, int line) { return name + ", line " + std::to_string(line); }

bool isBlank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

void expectUtf8(const std::string &where, std::string_view text)
{
    if (!utf8::valid(text))
        throw Failure(where, "expected UTF-8, found bytes that are not");
}

/// Collects lines; keys that mean nothing are remembered once each.
class Collector {
public:
    /// Pictures are looked for beside the file `name`.
    Collector(InputLines &lines, const std::string &name)
        : m_lines(lines)
        , m_folder(std::filesystem::path(name).parent_path())
    {
    }
    void set(DataLine &line, const std::string &where, const std::string &key, const Json &value)
    {
        auto &ignored = m_lines.ignored;
        if (!setKey(line, where, key, value) && std::find(ignored.begin(), ignored.end(), key) == ignored.end())
            ignored.push_back(key);
    }
    void add(DataLine line, const std::string &where)
    {
        expectWhole(line, where);
        line.input.origin = where;
        if (line.input.image)
            line.input.image = (m_folder / *line.input.image).string();
        m_lines.lines.push_back(std::move(line));
    }

private:
    InputLines &m_lines;
    std::filesystem::path m_folder;
};

Json parseLine(const std::string &where, std::string_view line)
{
    expectUtf8(where, line);
    Json object;
    try {
        object = Json::parse(line, [&](int depth, Json::parse_event_t, Json &) {
            if (depth > deepest)
                throw Failure(where, "expected at most 64 nested levels, found more");
            return true;
        });
    } catch (const Json::exception &) {
        throw Failure(where, "expected a JSON object, found something that is no JSON");
    }
    if (!object.is_object())
        throw Failure(where, std::string("expected a JSON object, found ") + object.type_name());
    return object;
}

/// A table's cell as the value that the key wants: lists and numbers are written as in JSON, or with blanks or commas
/// between; everything else is a text.
Json cellValue(const std::string &where, const std::string &key, const std::string &cell)
{
    const bool isText = key == "text" || key == "image" || key == "text_pair" || key == "target";
    if (isText)
        return cell;
    const bool isNumbers = key == "ids" || key == "attention_mask" || key == "token_type_ids" || key == "decoder_ids"
                           || key == "decoder_labels";
    std::string written = cell;
    if (isNumbers && written.find('[') == std::string::npos) {
        std::replace(written.begin(), written.end(), ',', ' ');
        const auto twice = [](char a, char b) { return a == ' ' && b == ' '; };
        written.erase(std::unique(written.begin(), written.end(), twice), written.end());
        std::replace(written.begin(), written.end(), ' ', ',');
        written = "[" + written + "]";
    }
    Json value = Json::parse(written, nullptr, false);
    if (isNumbers && value.is_discarded())
        throw Failure(where, key + ": expected whole numbers with commas or blanks between, found "
                                 + utf8::readable(cell, 60));
    return value.is_discarded() || value.is_boolean() ? Json(cell) : value;
}

void readTable(const std::string &name, std::string_view bytes, char separator, Collector &collector)
{
    const std::vector<TableRow> rows = tableRows(name, bytes, separator);
    if (rows.empty())
        return;
    const std::vector<std::string> keys = headerKeys(rows.front(), at(name, rows.front().line), separator);
    if (rows.size() == 1)
        throw Failure(name, "expected at least one line below the header, found none");
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const std::string where = at(name, rows[i].line);
        expectCells(rows[i], keys, where, separator);
        DataLine line;
        for (std::size_t cell = 0; cell < keys.size(); ++cell) {
            expectUtf8(where, rows[i].cells[cell]);
            if (!rows[i].cells[cell].empty())
                collector.set(line, where, keys[cell], cellValue(where, keys[cell], rows[i].cells[cell]));
        }
        collector.add(std::move(line), where);
    }
}

void readLines(const std::string &name, std::string_view bytes, LineFormat format, Collector &collector)
{
    int number = 0;
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        std::string_view text = bytes.substr(begin, end - begin);
        begin = end + 1;
        const std::string where = at(name, ++number);
        if (isBlank(text))
            continue;
        DataLine line;
        if (format == LineFormat::Text) {
            if (text.back() == '\r')
                text.remove_suffix(1);
            expectUtf8(where, text);
            line.input.text = text;
        } else {
            const Json object = parseLine(where, text);
            for (const auto &[key, value] : object.items())
                collector.set(line, where, key, value);
        }
        collector.add(std::move(line), where);
    }
}

std::string contents(const std::string &path)
{
    if (path == "-")
        return {std::istreambuf_iterator<char>(std::cin), {}};
    if (std::filesystem::is_directory(path))
        throw Failure(path, "expected a file of inputs, found a folder");
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Failure(path, "expected a file of inputs, found none that can be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

LineFormat lineFormatOf(std::string_view path)
{
    const auto endsIn = [path](std::string_view ending) {
        return path.size() >= ending.size()
               && std::equal(ending.begin(), ending.end(), path.end() - std::ptrdiff_t(ending.size()),
                             [](char a, char b) { return a == std::tolower(static_cast<unsigned char>(b)); });
    };
    return endsIn(".txt")   ? LineFormat::Text
           : endsIn(".csv") ? LineFormat::Comma
           : endsIn(".tsv") ? LineFormat::Tab
                            : LineFormat::Json;
}

InputLines readInputLines(const std::string &path)
{
    return inputLinesFrom(path == "-" ? "standard input" : path, contents(path), lineFormatOf(path));
}

InputLines inputLinesFrom(const std::string &name, std::string_view bytes, LineFormat format)
{
    if (bytes.starts_with("\xEF\xBB\xBF"))
        bytes.remove_prefix(3);
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        throw Failure(name, "expected UTF-8, found UTF-16; save it as UTF-8");
    InputLines lines;
    Collector collector(lines, name);
    if (format == LineFormat::Comma || format == LineFormat::Tab)
        readTable(name, bytes, format == LineFormat::Comma ? ',' : '\t', collector);
    else
        readLines(name, bytes, format, collector);
    if (lines.lines.empty())
        throw Failure(name, "expected at least one line with an input, found none");
    return lines;
}

std::vector<Input> inputsOf(InputLines lines)
{
    std::vector<Input> inputs;
    inputs.reserve(lines.lines.size());
    for (DataLine &line : lines.lines)
        inputs.push_back(std::move(line.input));
    return inputs;
}

std::string ignoredNote(const std::string &name, const InputLines &lines)
{
    std::string keys;
    for (const std::string &key : lines.ignored)
        keys += (keys.empty() ? "" : ", ") + key;
    return keys.empty() ? keys : Error{name, "keys that mean nothing here were ignored: " + keys, {}, {}}.sentence();
}

} // namespace deltascope::files
