#include "chat/methods.h"
#include "chat/textself.h"
#include "chat/unicode.h"

#include "core/utf8.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

Value listOf(const Value &subject, std::vector<std::string> parts)
{
    std::vector<Value> items;
    for (std::string &part : parts)
        items.push_back(like(subject, std::move(part)));
    return Value::list(std::move(items));
}

/// The part of a text that optional arguments `from` and `from + 1` of a search leave, with where it begins, in code
/// points.
struct Part {
    std::string text;
    std::int64_t start;
    bool isOutside = false; ///< begins behind the end: not even an empty text is found there

    Part(const Value &subject, const Given &given, std::size_t from)
    {
        const auto size = static_cast<std::int64_t>(unicode::count(self(subject)));
        const auto place = [&](std::size_t parameter, std::int64_t otherwise) {
            if (!given.hasValue(parameter))
                return otherwise;
            const Value &value = given[parameter];
            const std::int64_t index = value.big() ? (value.big()->isNegative() ? -size : size + 1) : integerOf(value);
            return std::max<std::int64_t>(0, index < 0 ? index + size : index);
        };
        start = place(from, 0);
        const std::int64_t end = std::min(size, place(from + 1, size));
        isOutside = start > end;
        if (!isOutside)
            text = utf8::slice(self(subject), static_cast<std::size_t>(start), static_cast<std::size_t>(end));
    }
};

Value count(Evaluation &, const Value &subject, const Given &given)
{
    const Part part(subject, given, 1);
    const std::string wanted = given.text(0);
    if (wanted.empty() || part.isOutside)
        return part.isOutside ? std::int64_t(0) : static_cast<std::int64_t>(unicode::count(part.text)) + 1;
    std::int64_t found = 0;
    for (std::size_t at = 0; (at = unicode::find(part.text, wanted, at)) != part.text.npos; at += wanted.size())
        ++found;
    return found;
}

enum class From { Start, End };

std::size_t placeOf(std::string_view text, std::string_view wanted, From from)
{
    return from == From::Start ? unicode::find(text, wanted) : unicode::findLast(text, wanted);
}

template<From from, bool mustExist>
Value find(Evaluation &, const Value &subject, const Given &given)
{
    const Part part(subject, given, 1);
    const std::size_t at = part.isOutside ? part.text.npos : placeOf(part.text, given.text(0), from);
    if (at != part.text.npos)
        return part.start + static_cast<std::int64_t>(unicode::count(std::string_view(part.text).substr(0, at)));
    if (mustExist)
        throw TemplateError("substring not found");
    return -1;
}

template<From from>
Value begins(Evaluation &, const Value &subject, const Given &given)
{
    const Part part(subject, given, 1);
    const auto fits = [&](const Value &value) {
        if (!value.text())
            throw TemplateError(std::string(from == From::Start ? "startswith" : "endswith")
                                + " first arg must be str or a tuple of str, not " + typeName(value));
        Meter::step();
        Meter::copy(value.text()->size());
        const std::string &wanted = *value.text();
        return !part.isOutside && (from == From::Start ? part.text.starts_with(wanted) : part.text.ends_with(wanted));
    };
    const Value &wanted = given[0];
    if (!wanted.sequence() || wanted.list())
        return fits(wanted);
    const auto &list = wanted.sequence()->items;
    return std::any_of(list.begin(), list.end(), fits);
}

template<From from>
Value splitAt(Evaluation &, const Value &subject, const Given &given)
{
    const std::optional<std::string> separator = given.hasValue(0) ? std::optional(given.text(0)) : std::nullopt;
    const std::int64_t most = given.integer(1, -1);
    return listOf(subject, from == From::Start ? split(self(subject), separator, most)
                                               : splitFromRight(self(subject), separator, most));
}

template<From from>
Value partition(Evaluation &, const Value &subject, const Given &given)
{
    const std::string separator = given.text(0), &text = self(subject);
    if (separator.empty())
        throw TemplateError("empty separator");
    const std::size_t at = placeOf(text, separator, from);
    if (at == text.npos)
        return from == From::Start ? Value::tuple({text, "", ""}) : Value::tuple({"", "", text});
    return Value::tuple({text.substr(0, at), separator, text.substr(at + separator.size())});
}

Value lines(Evaluation &, const Value &subject, const Given &given)
{
    return listOf(subject, splitLines(self(subject), given.flag(0)));
}

} // namespace

MethodList searchMethods()
{
    const std::vector<std::string_view> range = {"sub", "start", "end"};
    return {{"count", {range, count}},
            {"find", {range, find<From::Start, false>}},
            {"rfind", {range, find<From::End, false>}},
            {"index", {range, find<From::Start, true>}},
            {"rindex", {range, find<From::End, true>}},
            {"startswith", {{"prefix", "start", "end"}, begins<From::Start>}},
            {"endswith", {{"suffix", "start", "end"}, begins<From::End>}}};
}

MethodList splitMethods()
{
    return {{"split", {{"sep", "maxsplit"}, splitAt<From::Start>}},
            {"rsplit", {{"sep", "maxsplit"}, splitAt<From::End>}},
            {"splitlines", {{"keepends"}, lines}},
            {"partition", {{"sep"}, partition<From::Start>}},
            {"rpartition", {{"sep"}, partition<From::End>}}};
}

} // namespace deltascope::chat
