#include "chat/arithmetic.h"
#include "chat/evaluation.h"
#include "chat/methods.h"
#include "chat/unicode.h"

#include <algorithm>
#include <functional>

namespace deltascope::chat {

namespace {

const std::string &self(const Value &subject) { return *subject.text(); }

/// The result of a method keeps the kind of its subject: what is safe stays so.
Value like(const Value &subject, std::string text)
{
    return subject.isSafe() ? Value::safe(std::move(text)) : Value(std::move(text));
}

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

template<unicode::Ends ends>
Value strip(Evaluation &, const Value &subject, const Given &given)
{
    if (!given.hasValue(0))
        return like(subject, std::string(unicode::strip(self(subject), ends)));
    return like(subject, unicode::strip(self(subject), given.text(0), ends));
}

template<Align align>
Value pad(Evaluation &evaluation, const Value &subject, const Given &given)
{
    const std::string fill = given.text(1, " ");
    if (unicode::count(fill) != 1)
        throw TemplateError("The fill character must be exactly one character long");
    std::string text = padded(self(subject), given.integer(0), fill, align);
    evaluation.spend(text.size());
    return like(subject, std::move(text));
}

Value zfill(Evaluation &, const Value &subject, const Given &given)
{
    const std::string &text = self(subject);
    const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    return like(subject,
                text.substr(0, sign)
                    + padded(text.substr(sign), given.integer(0) - static_cast<std::int64_t>(sign), "0", Align::Right));
}

Value join(Evaluation &evaluation, const Value &subject, const Given &given)
{
    std::string text;
    const std::vector<Value> items = iterate(given[0]);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!items[i].text())
            throw TemplateError("sequence item " + std::to_string(i) + ": expected str instance, " + typeName(items[i])
                                + " found");
        text += (i == 0 ? "" : self(subject)) + (subject.isSafe() ? escaped(items[i]) : *items[i].text());
    }
    evaluation.spend(text.size());
    return like(subject, std::move(text));
}

Value replace(Evaluation &evaluation, const Value &subject, const Given &given)
{
    std::string text = replaced(self(subject), given.text(0), given.text(1), given.integer(2, -1));
    evaluation.spend(text.size());
    return like(subject, std::move(text));
}

Value removePrefix(Evaluation &, const Value &subject, const Given &given)
{
    const std::string &text = self(subject), prefix = given.text(0);
    return like(subject, text.starts_with(prefix) ? text.substr(prefix.size()) : text);
}

Value removeSuffix(Evaluation &, const Value &subject, const Given &given)
{
    const std::string &text = self(subject), suffix = given.text(0);
    return like(subject, text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text);
}

Value expandTabs(Evaluation &, const Value &subject, const Given &given)
{
    const std::int64_t width = std::clamp<std::int64_t>(given.integer(0, 8), 0, 1000);
    std::u32string result;
    std::int64_t column = 0;
    for (const char32_t point : unicode::decode(self(subject))) {
        const std::int64_t blanks = point == U'\t' && width > 0 ? width - column % width : 0;
        if (point == U'\t')
            result.append(static_cast<std::size_t>(blanks), U' ');
        else
            result += point;
        column = point == U'\n' || point == U'\r' ? 0 : column + (point == U'\t' ? blanks : 1);
    }
    return like(subject, unicode::encode(result));
}

Value format(Evaluation &evaluation, const Value &subject, const Arguments &arguments)
{
    std::string text = braceFormat(evaluation, self(subject), arguments);
    evaluation.spend(text.size());
    return like(subject, std::move(text));
}

Value formatMap(Evaluation &evaluation, const Value &subject, const Given &given)
{
    Arguments arguments;
    if (!given[0].dict())
        throw TemplateError("format_map() takes a dictionary, not " + typeName(given[0]));
    for (const auto &[key, value] : given[0].dict()->items())
        arguments.named.emplace_back(str(key), value);
    return format(evaluation, subject, arguments);
}

template<std::string (*convert)(std::string_view)>
Value converted(Evaluation &, const Value &subject, const Given &)
{
    return like(subject, convert(self(subject)));
}

/// Not empty, and all characters are such.
template<bool (*is)(char32_t)>
Value all(Evaluation &, const Value &subject, const Given &)
{
    const std::u32string points = unicode::decode(self(subject));
    return !points.empty() && std::all_of(points.begin(), points.end(), is);
}

bool isAlphanumeric(char32_t point) { return unicode::isAlpha(point) || unicode::isNumeric(point); }

/// Some character has a case, and none has the other.
template<bool (*is)(char32_t), bool (*isOther)(char32_t)>
Value hasCase(Evaluation &, const Value &subject, const Given &)
{
    const std::u32string points = unicode::decode(self(subject));
    return std::any_of(points.begin(), points.end(), is)
           && std::none_of(points.begin(), points.end(),
                           [](char32_t point) { return isOther(point) || unicode::isTitle(point); });
}

Value isTitle(Evaluation &, const Value &subject, const Given &)
{
    bool inWord = false, any = false;
    for (const char32_t point : unicode::decode(self(subject))) {
        const bool starts = unicode::isUpper(point) || unicode::isTitle(point);
        if (starts ? inWord : unicode::isLower(point) && !inWord)
            return false;
        inWord = unicode::isCased(point);
        any = any || inWord;
    }
    return any;
}

Value isPrintable(Evaluation &, const Value &subject, const Given &)
{
    const std::u32string points = unicode::decode(self(subject));
    return std::all_of(points.begin(), points.end(), unicode::isPrintable);
}

Value isAscii(Evaluation &, const Value &subject, const Given &) { return unicode::isAscii(self(subject)); }
Value isIdentifier(Evaluation &, const Value &subject, const Given &) { return unicode::isIdentifier(self(subject)); }

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

MethodList caseMethods()
{
    return {{"upper", {{}, converted<unicode::upper>}},
            {"lower", {{}, converted<unicode::lower>}},
            {"title", {{}, converted<unicode::title>}},
            {"capitalize", {{}, converted<unicode::capitalize>}},
            {"swapcase", {{}, converted<unicode::swapCase>}},
            {"casefold", {{}, converted<unicode::caseFold>}},
            {"isalnum", {{}, all<isAlphanumeric>}},
            {"isalpha", {{}, all<unicode::isAlpha>}},
            {"isdecimal", {{}, all<unicode::isDecimal>}},
            {"isdigit", {{}, all<unicode::isDigit>}},
            {"isnumeric", {{}, all<unicode::isNumeric>}},
            {"isspace", {{}, all<unicode::isSpace>}},
            {"islower", {{}, hasCase<unicode::isLower, unicode::isUpper>}},
            {"isupper", {{}, hasCase<unicode::isUpper, unicode::isLower>}},
            {"istitle", {{}, isTitle}},
            {"isprintable", {{}, isPrintable}},
            {"isascii", {{}, isAscii}},
            {"isidentifier", {{}, isIdentifier}}};
}

MethodList shapeMethods()
{
    return {{"strip", {{"chars"}, strip<unicode::Ends::Both>}},
            {"lstrip", {{"chars"}, strip<unicode::Ends::Left>}},
            {"rstrip", {{"chars"}, strip<unicode::Ends::Right>}},
            {"ljust", {{"width", "fillchar"}, pad<Align::Left>}},
            {"rjust", {{"width", "fillchar"}, pad<Align::Right>}},
            {"center", {{"width", "fillchar"}, pad<Align::Center>}},
            {"zfill", {{"width"}, zfill}},
            {"join", {{"iterable"}, join}},
            {"replace", {{"old", "new", "count"}, replace}},
            {"removeprefix", {{"prefix"}, removePrefix}},
            {"removesuffix", {{"suffix"}, removeSuffix}},
            {"expandtabs", {{"tabsize"}, expandTabs}},
            {"format", {{}, nullptr, format}},
            {"format_map", {{"mapping"}, formatMap}}};
}

} // namespace deltascope::chat
