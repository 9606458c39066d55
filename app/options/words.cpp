// The small languages inside arguments: columns, deltas, ids.
#include "app/options.h"
#include "core/outcome.h"

#include <charconv>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <optional>

namespace deltascope::app {

namespace {

[[noreturn]] void refuse(const std::string &text, const std::string &expected)
{
    throw Failure(text.empty() ? "\"\"" : text, "expected " + expected);
}

using ColumnParts = std::vector<std::pair<std::string, double>>;

std::optional<double> strengthIn(const std::string &text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool isNumber = error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
    return isNumber ? std::optional(value) : std::nullopt;
}

double parseStrength(const std::string &whole, const std::string &text)
{
    const auto strength = strengthIn(text);
    if (!strength)
        refuse(whole, "a number as strength, found \"" + text + "\"");
    return *strength;
}

/// Every way to read `spec` from `begin` on as names with strengths, behind `before`; two of them are enough.
void read(const std::string &spec, std::size_t begin, const std::vector<std::string> &names, const ColumnParts &before,
          std::vector<ColumnParts> &found)
{
    for (const std::string &name : names) {
        if (name.empty() || spec.compare(begin, name.size(), name) != 0)
            continue;
        const std::size_t behind = begin + name.size();
        for (std::size_t end = behind; end <= spec.size() && found.size() < 2; ++end) {
            if (end < spec.size() && spec[end] != '+')
                continue;
            const auto strength = end == behind         ? std::optional(1.0)
                                  : spec[behind] == '*' ? strengthIn(spec.substr(behind + 1, end - behind - 1))
                                                        : std::nullopt;
            if (!strength)
                continue;
            ColumnParts parts = before;
            parts.emplace_back(name, *strength);
            if (end == spec.size())
                found.push_back(std::move(parts));
            else
                read(spec, end + 1, names, parts, found);
        }
    }
}

std::vector<ColumnParts> readingsOf(const std::string &spec, const std::vector<std::string> &names)
{
    std::vector<ColumnParts> found;
    if (spec == "base")
        found.emplace_back();
    read(spec, 0, names, {}, found);
    return found;
}

/// "a and b*0.5"; the backbone for none.
std::string shown(const ColumnParts &parts)
{
    std::string text;
    for (const auto &[name, strength] : parts) {
        text += (text.empty() ? "" : " and ") + name;
        if (strength != 1) {
            char number[32];
            std::snprintf(number, sizeof number, " at %g", strength);
            text += number;
        }
    }
    return text.empty() ? "the backbone" : parts.size() == 1 ? "the delta " + text : "the deltas " + text;
}

/// Where names end at + and *, whatever deltas there are.
ColumnParts plainReading(const std::string &spec)
{
    ColumnParts parts;
    for (std::size_t begin = 0; begin <= spec.size();) {
        const std::size_t end = std::min(spec.find('+', begin), spec.size());
        const std::string part = spec.substr(begin, end - begin);
        const std::size_t star = part.rfind('*');
        const std::string name = part.substr(0, star);
        if (name.empty())
            refuse(spec, "a column: base, or names of deltas joined by +, each with an optional *STRENGTH");
        parts.emplace_back(name, star == std::string::npos ? 1.0 : parseStrength(spec, part.substr(star + 1)));
        begin = end + 1;
    }
    return parts;
}

/// "a,b\,c" at its commas.
std::vector<std::string> splitList(const std::string &text)
{
    std::vector<std::string> parts(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',')
            parts.back() += text[++i];
        else if (text[i] == ',')
            parts.emplace_back();
        else
            parts.back() += text[i];
    }
    return parts;
}

} // namespace

std::vector<std::pair<std::string, double>> parseColumn(const std::string &spec, const std::vector<std::string> &names)
{
    const std::vector<ColumnParts> readings = readingsOf(spec, names);
    if (readings.size() > 1)
        refuse(spec, "a column that can be read in one way only, found two: " + shown(readings[0]) + " or "
                         + shown(readings[1]) + "; give a delta another name (--delta NAME=PATH)");
    return readings.empty() ? plainReading(spec) : readings.front();
}

StartDelta parseSaved(const std::string &text)
{
    StartDelta delta;
    const std::size_t equals = text.find('=');
    std::string path = text;
    if (equals != std::string::npos && equals < text.find('/') && equals < text.rfind('*')) {
        delta.request.name = text.substr(0, equals);
        path = text.substr(equals + 1);
        if (delta.request.name.empty())
            refuse(text, "a name before =");
    }
    std::error_code none;
    const std::size_t star = path.rfind('*');
    if (star != std::string::npos && !std::filesystem::exists(path, none)) { // else the folder is called so
        delta.strength = parseStrength(text, path.substr(star + 1));
        path.resize(star);
    }
    if (path.empty())
        refuse(text, "the folder of a delta");
    delta.request.path = path;
    return delta;
}

StartDelta parseFresh(const std::string &text)
{
    const std::string form = "NAME=KIND:key=value,... or NAME={...}";
    StartDelta delta;
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
        refuse(text, form);
    delta.request.name = text.substr(0, equals);
    const std::string rest = text.substr(equals + 1);
    if (rest.front() == '{') {
        delta.request.json = rest;
        return delta;
    }
    const std::size_t colon = rest.find(':');
    delta.request.kind = rest.substr(0, colon);
    if (colon == std::string::npos || colon + 1 == rest.size())
        return delta;
    for (const std::string &pair : splitList(rest.substr(colon + 1))) {
        const std::size_t sign = pair.find('=');
        if (sign == std::string::npos || sign == 0)
            refuse(text, form + ", found \"" + pair + "\"");
        delta.request.keys.emplace_back(pair.substr(0, sign), pair.substr(sign + 1));
    }
    return delta;
}

std::vector<std::int64_t> parseIds(const std::string &text)
{
    std::vector<std::int64_t> ids;
    for (const std::string &part : splitList(text)) {
        std::int64_t id = 0;
        const std::size_t blank = part.find_first_not_of(' ');
        const char *begin = part.data() + std::min(blank, part.size()), *end = part.data() + part.size();
        const auto [stop, error] = std::from_chars(begin, end, id);
        if (error != std::errc() || stop != end)
            refuse(text, "ids as whole numbers with commas between, found \"" + part + "\"");
        ids.push_back(id);
    }
    return ids;
}

} // namespace deltascope::app
