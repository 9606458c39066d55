#include "core/rehearsal.h"

#include "core/outcome.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace deltascope {

namespace {

constexpr std::pair<const char *, Route::Kind> kinds[] = {{"language", Route::Kind::Language},
                                                          {"prefix", Route::Kind::Prefix},
                                                          {"regex", Route::Kind::Regex},
                                                          {"otherwise", Route::Kind::Otherwise}};

} // namespace

const char *wordOf(Route::Kind kind)
{
    return std::find_if(std::begin(kinds), std::end(kinds), [kind](const auto &one) { return one.second == kind; })
        ->first;
}

Route parseRoute(const std::string &text)
{
    const std::size_t equals = text.rfind('='), colon = std::min(text.find(':'), equals);
    const std::string word = text.substr(0, colon);
    const auto kind
        = std::find_if(std::begin(kinds), std::end(kinds), [&word](const auto &one) { return one.first == word; });
    const bool hasPattern = colon != equals && equals != std::string::npos && colon + 1 < equals;
    if (equals == std::string::npos || equals + 1 == text.size() || kind == std::end(kinds)
        || hasPattern != (kind->second != Route::Kind::Otherwise))
        throw Failure(text.empty() ? "\"\"" : text,
                      "expected language:LANGUAGE=SPEC, prefix:TEXT=SPEC, regex:EXPRESSION=SPEC or otherwise=SPEC");
    return {kind->second, hasPattern ? text.substr(colon + 1, equals - colon - 1) : "", text.substr(equals + 1)};
}

std::string ruleOf(const Route &route)
{
    return wordOf(route.kind) + (route.pattern.empty() ? "" : " " + route.pattern);
}

double quantile(std::vector<double> values, double part)
{
    if (values.empty())
        return 0;
    std::sort(values.begin(), values.end());
    const auto rank = static_cast<std::ptrdiff_t>(std::ceil(part * static_cast<double>(values.size())));
    return values[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(rank - 1, 0, std::ssize(values) - 1))];
}

} // namespace deltascope
