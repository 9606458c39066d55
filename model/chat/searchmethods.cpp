#include "chat/methods.h"
#include "chat/textself.h"
#include "chat/unicode.h"

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
    std::u32string points;
    std::int64_t start;
    bool isOutside = false; ///< begins behind the end: not even an empty text is found there

    Part(const Value &subject, const Given &given, std::size_t from)
    {
        const std::u32string all = unicode::decode(self(subject));
        const auto size = static_cast<std::int64_t>(all.size());
        const auto place = [&](std::size_t parameter, std::int64_t otherwise) {
            if (!given.hasValue(parameter))
                return otherwise;
            const std::int64_t index = given.integer(parameter);
            return std::max<std::int64_t>(0, index < 0 ? index + size : index);
        };
        start = place(from, 0);
        const std::int64_t end = std::min(size, place(from + 1, size));
        isOutside = start > end;
        if (!isOutside)
            points = all.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(end - start));
    }
};

Value count(Evaluation &, const Value &subject, const Given &given)
{
    const Part part(subject, given, 1);
    const std::u32string wanted = unicode::decode(given.text(0));
    if (wanted.empty() || part.isOutside)
        return part.isOutside ? std::int64_t(0) : static_cast<std::int64_t>(part.points.size()) + 1;
    std::int64_t found = 0;
    for (std::size_t at = 0; (at = part.points.find(wanted, at)) != part.points.npos; at += wanted.size())
        ++found;
    return found;
}

enum class From { Start, End };
template<From from, bool mustExist>
Value find(Evaluation &, const Value &subject, const Given &given)
{
    const Part part(subject, given, 1);
    const std::u32string wanted = unicode::decode(given.text(0));
    const std::size_t at = part.isOutside        ? part.points.npos
                           : from == From::Start ? part.points.find(wanted)
                                                 : part.points.rfind(wanted);
    if (at != part.points.npos)
        return part.start + static_cast<std::int64_t>(at);
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
        const std::u32string wanted = unicode::decode(*value.text());
        return !part.isOutside
               && (from == From::Start ? part.points.starts_with(wanted) : part.points.ends_with(wanted));
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
    const std::size_t at = from == From::Start ? text.find(separator) : text.rfind(separator);
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
