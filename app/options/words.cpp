// The small languages inside arguments: columns, deltas, ids.
#include "app/options.h"
#include "core/outcome.h"

#include <charconv>
#include <cmath>

namespace deltascope::app {

namespace {

[[noreturn]] void refuse(const std::string &text, const std::string &expected)
{
    throw Failure(text.empty() ? "\"\"" : text, "expected " + expected);
}

double parseStrength(const std::string &whole, const std::string &text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        refuse(whole, "a number as strength, found \"" + text + "\"");
    return value;
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

std::vector<std::pair<std::string, double>> parseColumn(const std::string &spec)
{
    std::vector<std::pair<std::string, double>> parts;
    if (spec == "base")
        return parts;
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

StartDelta parseSaved(const std::string &text)
{
    StartDelta delta;
    const std::size_t equals = text.find('='), star = text.rfind('*');
    std::string path = text.substr(0, star);
    if (star != std::string::npos)
        delta.strength = parseStrength(text, text.substr(star + 1));
    if (equals != std::string::npos && equals < path.size() && path.find('/') > equals) {
        delta.request.name = path.substr(0, equals);
        path = path.substr(equals + 1);
        if (delta.request.name.empty())
            refuse(text, "a name before =");
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
