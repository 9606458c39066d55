#include "chat/arithmetic.h"
#include "chat/evaluation.h"
#include "chat/methods.h"
#include "chat/textself.h"
#include "chat/unicode.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

template<unicode::Ends ends>
Value strip(Evaluation &, const Value &subject, const Given &given)
{
    if (!given.hasValue(0))
        return like(subject, std::string(unicode::strip(self(subject), ends)));
    return like(subject, unicode::strip(self(subject), given.text(0), ends));
}

template<Align align>
Value pad(Evaluation &, const Value &subject, const Given &given)
{
    const std::string fill = given.text(1, " ");
    if (unicode::count(fill) != 1)
        throw TemplateError("The fill character must be exactly one character long");
    std::string text = padded(self(subject), given.integer(0), fill, align);
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

Value join(Evaluation &, const Value &subject, const Given &given)
{
    Writing text;
    const std::vector<Value> items = iterate(given[0]);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (!items[i].text())
            throw TemplateError("sequence item " + std::to_string(i) + ": expected str instance, " + typeName(items[i])
                                + " found");
        text += i == 0 ? "" : std::string_view(self(subject));
        text += subject.isSafe() ? escaped(items[i]) : *items[i].text();
    }
    return like(subject, text.take());
}

Value replace(Evaluation &, const Value &subject, const Given &given)
{
    std::string text = replaced(self(subject), given.text(0), given.text(1), given.integer(2, -1));
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
    Writing result;
    std::int64_t column = 0;
    for (const char32_t point : unicode::decode(self(subject))) {
        const std::int64_t blanks = point == U'\t' && width > 0 ? width - column % width : 0;
        if (point == U'\t')
            result.repeat(static_cast<std::size_t>(blanks), " ");
        else
            result += unicode::encode({&point, 1});
        column = point == U'\n' || point == U'\r' ? 0 : column + (point == U'\t' ? blanks : 1);
    }
    return like(subject, result.take());
}

Value format(Evaluation &evaluation, const Value &subject, const Arguments &arguments)
{
    std::string text = braceFormat(evaluation, self(subject), arguments);
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

} // namespace

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
