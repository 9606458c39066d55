#include "chat/arithmetic.h"
#include "chat/attributes.h"
#include "chat/evaluation.h"
#include "chat/filters.h"
#include "chat/numbers.h"
#include "chat/unicode.h"

#include <cmath>

namespace deltascope::chat {

namespace {

/// A number, or a sentence in the filter's name.
double numberOf(const Value &subject, const char *filter)
{
    if (subject.isMissing())
        throw TemplateError(subject.missingSentence());
    if (!subject.number())
        throw TemplateError(std::string(filter) + " expects a number, not " + typeName(subject));
    return *subject.number();
}

Value absolute(Evaluation &, const Value &subject, const Given &)
{
    if (numberOf(subject, "abs") >= 0)
        return subject.isWhole() ? Value(subject.whole()) : Value(std::abs(*subject.floating()));
    return negative(subject);
}

Value round(Evaluation &, const Value &subject, const Given &given)
{
    const std::string method = given.text(1, "common");
    const std::int64_t digits = given.integer(0, 0);
    const double number = numberOf(subject, "round");
    if (method == "common")
        return rounded(subject, digits);
    if (method != "ceil" && method != "floor")
        throw TemplateError("method must be common, ceil or floor");
    const double unit = std::pow(10.0, static_cast<double>(digits));
    return (method == "ceil" ? std::ceil(number * unit) : std::floor(number * unit)) / unit;
}

Value toInteger(Evaluation &, const Value &subject, const Given &given)
{
    if (subject.isMissing())
        throw TemplateError(subject.missingSentence());
    if (subject.isWhole())
        return subject.whole();
    if (subject.floating() && !std::isnan(*subject.floating()))
        return truncated(*subject.floating());
    if (const std::string *text = subject.text()) {
        if (const auto whole = parseInteger(*text, given.integer(1, 10)))
            return *whole;
        if (const auto number = parseFloat(*text); number && std::isfinite(*number))
            return truncated(*number);
    }
    return given.value(0, 0);
}

Value toFloat(Evaluation &, const Value &subject, const Given &given)
{
    if (subject.isMissing())
        throw TemplateError(subject.missingSentence());
    if (subject.big() && std::isinf(*subject.number()))
        throw TemplateError("int too large to convert to float");
    if (subject.number())
        return *subject.number();
    const auto number = subject.text() ? parseFloat(*subject.text()) : std::nullopt;
    return number ? Value(*number) : given.value(0, 0.0);
}

Value sum(Evaluation &evaluation, const Value &subject, const Given &given)
{
    const AttributeGetter get(given.value(0, None()));
    Value total = given.value(1, 0);
    if (total.text())
        throw TemplateError("sum() can't sum strings [use ''.join(seq) instead]");
    for (const Value &item : iterate(subject)) {
        Meter::step();
        const Value own = get(evaluation, item);
        if (own.isMissing())
            throw TemplateError(own.missingSentence());
        total = arithmetic(Binary::Add, total, own);
    }
    return total;
}

Value fileSize(Evaluation &, const Value &subject, const Given &given)
{
    const bool isBinary = given.flag(0);
    const auto number
        = subject.text() ? parseFloat(*subject.text()) : std::optional(numberOf(subject, "filesizeformat"));
    if (!number)
        throw TemplateError("could not convert string to float: " + repr(subject));
    const double base = isBinary ? 1024 : 1000;
    if (*number == 1)
        return "1 Byte";
    if (*number < base)
        return str(truncated(*number)) + " Bytes";
    static constexpr std::string_view letters = "kMGTPEZY";
    double unit = base;
    std::size_t i = 0;
    while (i + 1 < letters.size() && *number >= unit * base) {
        unit *= base;
        ++i;
    }
    const char letter = isBinary && letters[i] == 'k' ? 'K' : letters[i];
    return formatted(*number / unit, ".1f") + " " + letter + (isBinary ? "iB" : "B");
}

} // namespace

CallableList numberFilters()
{
    return {{"abs", {{}, absolute}},
            {"round", {{"precision", "method"}, round}},
            {"int", {{"default", "base"}, toInteger}},
            {"float", {{"default"}, toFloat}},
            {"sum", {{"attribute", "start"}, sum}},
            {"filesizeformat", {{"binary"}, fileSize}}};
}

} // namespace deltascope::chat
