#include "chat/bounds.h"
#include "chat/unicode.h"
#include "chat/value.h"

#include "core/utf8.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace deltascope::chat {

namespace {

void appendEscaped(std::string &out, char32_t point, char quote)
{
    const auto hex = [&](const char *form) {
        char buffer[16];
        std::snprintf(buffer, sizeof buffer, form, static_cast<unsigned>(point));
        out += buffer;
    };
    if (point == U'\n')
        out += "\\n";
    else if (point == U'\t')
        out += "\\t";
    else if (point == U'\r')
        out += "\\r";
    else if (point == U'\\' || point == static_cast<char32_t>(quote))
        (out += '\\') += static_cast<char>(point);
    else if (unicode::isPrintable(point))
        unicode::append(out, point);
    else
        hex(point < 0x100 ? "\\x%02x" : point < 0x10000 ? "\\u%04x" : "\\U%08x");
}

std::string joined(const std::vector<Value> &items)
{
    std::string text;
    for (const Value &item : items) {
        text += (text.empty() ? "" : ", ") + repr(item);
        expectRoom(text.size());
    }
    return text;
}

} // namespace

std::string quoted(std::string_view text)
{
    const bool hasSingle = text.find('\'') != text.npos, hasDouble = text.find('"') != text.npos;
    const char quote = hasSingle && !hasDouble ? '"' : '\'';
    std::string out(1, quote);
    for (const char32_t point : unicode::decode(text))
        appendEscaped(out, point, quote);
    return out += quote;
}

/// The shortest digits that give the same number back, laid out as Python does: an exponent below 1e-4 and from 1e16.
std::string shortest(double number)
{
    if (std::isnan(number))
        return "nan";
    if (std::isinf(number))
        return number < 0 ? "-inf" : "inf";
    char buffer[40];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific).ptr;
    std::string text(buffer, end);
    const std::size_t mark = text.find('e');
    const int exponent = std::stoi(text.substr(mark + 1));
    if (exponent < -4 || exponent >= 16)
        return text;
    const std::string sign = std::signbit(number) ? "-" : "";
    std::string digits = text.substr(sign.size(), mark - sign.size());
    if (digits.size() > 1)
        digits.erase(1, 1);
    if (exponent < 0)
        return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole)
        return sign + digits + std::string(whole - digits.size(), '0') + ".0";
    return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string repr(const Value &value)
{
    const Nesting nesting;
    if (value.isMissing())
        return "Undefined";
    if (value.isNone())
        return "None";
    if (const bool *flag = value.boolean())
        return *flag ? "True" : "False";
    if (value.floating())
        return shortest(*value.floating());
    if (value.integer())
        return std::to_string(*value.integer());
    if (value.text())
        return value.isSafe() ? "Markup(" + quoted(*value.text()) + ")" : quoted(*value.text());
    if (const Sequence *sequence = value.sequence()) {
        if (value.list())
            return "[" + joined(sequence->items) + "]";
        return "(" + joined(sequence->items) + (sequence->items.size() == 1 ? ",)" : ")");
    }
    if (const Dict *dict = value.dict()) {
        std::string text;
        for (const auto &[key, item] : dict->items()) {
            text += (text.empty() ? "" : ", ") + repr(key) + ": " + repr(item);
            expectRoom(text.size());
        }
        return "{" + text + "}";
    }
    return value.object()->repr();
}

std::string str(const Value &value)
{
    if (const std::string *text = value.text())
        return *text;
    return value.isMissing() ? std::string() : repr(value);
}

} // namespace deltascope::chat
