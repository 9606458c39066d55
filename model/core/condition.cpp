#include "core/condition.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace deltascope {

namespace {

using Kind = Condition::Kind;
constexpr std::pair<const char *, Kind> kinds[]
    = {{"language", Kind::Language}, {"prefix", Kind::Prefix}, {"regex", Kind::Regex}, {"otherwise", Kind::Otherwise}};

} // namespace

const char *wordOf(Kind kind)
{
    return std::find_if(std::begin(kinds), std::end(kinds), [kind](const auto &one) { return one.second == kind; })
        ->first;
}

std::optional<Kind> conditionNamed(const std::string &word)
{
    const auto kind
        = std::find_if(std::begin(kinds), std::end(kinds), [&word](const auto &one) { return one.first == word; });
    return kind == std::end(kinds) ? std::nullopt : std::optional(kind->second);
}

std::string inWords(const Condition &condition)
{
    return wordOf(condition.kind) + (condition.pattern.empty() ? "" : " " + condition.pattern);
}

} // namespace deltascope
