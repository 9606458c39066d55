#include "chat/methods.h"
#include "chat/textself.h"
#include "chat/unicode.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

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

} // namespace

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

} // namespace deltascope::chat
