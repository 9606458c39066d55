#include "chat/arithmetic.h"
#include "chat/call.h"
#include "chat/methods.h"
#include "chat/unicode.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace deltascope::chat {

namespace {

/// Python's [[fill]align][sign][#][0][width][grouping][.precision][type].
struct Specification {
    std::string fill = " ";
    char align = '\0', sign = '-', grouping = '\0', type = '\0';
    bool isAlternate = false;
    std::int64_t width = 0;
    std::optional<int> precision;

    explicit Specification(std::string_view text)
    {
        const std::string whole(text);
        const auto isAlign = [](char byte) { return byte == '<' || byte == '>' || byte == '=' || byte == '^'; };
        const std::size_t first = text.empty() ? 0 : unicode::lengthAt(text, 0);
        if (first > 0 && first < text.size() && isAlign(text[first])) {
            fill = std::string(text.substr(0, first));
            align = text[first];
            text.remove_prefix(first + 1);
        } else if (!text.empty() && isAlign(text[0])) {
            align = take(text);
        }
        if (!text.empty() && (text[0] == '+' || text[0] == '-' || text[0] == ' '))
            sign = take(text);
        isAlternate = skip(text, '#');
        if (skip(text, '0') && align == '\0') {
            fill = "0";
            align = '=';
        }
        width = number(text);
        if (!text.empty() && (text[0] == ',' || text[0] == '_'))
            grouping = take(text);
        if (skip(text, '.')) {
            if (text.empty() || text[0] < '0' || text[0] > '9')
                throw TemplateError("Format specifier missing precision");
            precision = static_cast<int>(number(text));
        }
        if (!text.empty())
            type = take(text);
        if (!text.empty())
            throw TemplateError("Invalid format specifier " + quoted(whole));
    }

private:
    static char take(std::string_view &text)
    {
        const char first = text.front();
        text.remove_prefix(1);
        return first;
    }
    static bool skip(std::string_view &text, char wanted)
    {
        const bool is = !text.empty() && text.front() == wanted;
        if (is)
            text.remove_prefix(1);
        return is;
    }
    static std::int64_t number(std::string_view &text)
    {
        std::int64_t value = 0;
        while (!text.empty() && text[0] >= '0' && text[0] <= '9') {
            value = value * 10 + (take(text) - '0');
            if (value > 100'000)
                throw TemplateError("a format asks for more than 100000 characters");
        }
        return value;
    }
};

std::string grouped(const std::string &digits, char separator, std::size_t group)
{
    std::string result;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % group == 0)
            result += separator;
        result += digits[i];
    }
    return result;
}

/// Sign and digits to the width asked for; the fill may stand between them.
std::string laidOut(const Specification &spec, const std::string &sign, std::string digits)
{
    const bool isHex = spec.type == 'x' || spec.type == 'X' || spec.type == 'b' || spec.type == 'o';
    const std::size_t group = isHex ? 4 : 3;
    const std::size_t behind = isHex ? digits.size() : std::min(digits.size(), digits.find_first_not_of("0123456789"));
    const std::string rest = digits.substr(behind);
    digits.resize(behind);
    const auto room = spec.width - static_cast<std::int64_t>(sign.size() + rest.size());
    if (spec.grouping != '\0') {
        // Zeros are grouped like digits: of every group + 1 characters one is a separator, but none stands in front.
        const std::int64_t wide = static_cast<std::int64_t>(group) + 1;
        const std::int64_t zeros = spec.align == '=' && spec.fill == "0" ? room - room / wide + (room % wide == 0) : 0;
        digits = grouped(padded(digits, zeros, "0", Align::Right), spec.grouping, group);
    }
    digits += rest;
    if (spec.align == '=')
        return sign + padded(digits, room + static_cast<std::int64_t>(rest.size()), spec.fill, Align::Right);
    return padded(sign + digits, spec.width, spec.fill,
                  spec.align == '<'   ? Align::Left
                  : spec.align == '^' ? Align::Center
                                      : Align::Right);
}

std::string signOf(const Specification &spec, bool isNegative)
{
    return isNegative ? "-" : spec.sign == '+' ? "+" : spec.sign == ' ' ? " " : "";
}

std::string whole(const Specification &spec, const BigInt &number)
{
    if (spec.precision)
        throw TemplateError("Precision not allowed in integer format specifier");
    const unsigned base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : spec.type == 'x' || spec.type == 'X' ? 16 : 10;
    if (base != 10 && spec.grouping == ',')
        throw TemplateError(std::string("Cannot specify ',' with '") + spec.type + "'.");
    std::string digits = number.digits(base);
    if (spec.type == 'X')
        digits = unicode::upper(digits);
    const std::string prefix = spec.isAlternate && base != 10 ? std::string("0") + spec.type : "";
    return laidOut(spec, signOf(spec, number.isNegative()) + prefix, digits);
}

/// Python's 'g' without a type: the shortest digits, but at least one behind the point.
std::string general(double number, std::optional<int> precision)
{
    if (!precision)
        return shortest(number);
    char buffer[400];
    std::snprintf(buffer, sizeof buffer, "%.*g", std::clamp(*precision, 1, 300), number);
    std::string text = buffer;
    if (text.find_first_of(".e") == text.npos && static_cast<int>(text.size()) < std::max(1, *precision))
        text += ".0";
    return text;
}

std::string floating(const Specification &spec, double number)
{
    const double size = std::abs(number);
    const bool isUpper = spec.type == 'F' || spec.type == 'E' || spec.type == 'G';
    std::string digits;
    if (!std::isfinite(number)) {
        digits = std::isnan(number) ? "nan" : "inf";
        digits = isUpper ? unicode::upper(digits) : digits;
    } else if (spec.type == '\0') {
        digits = general(size, spec.precision);
    } else {
        const char kind = spec.type == '%' ? 'f' : spec.type == 'n' ? 'g' : spec.type;
        const std::string form = std::string("%") + (spec.isAlternate ? "#" : "") + ".*" + kind;
        char buffer[1000];
        std::snprintf(buffer, sizeof buffer, form.c_str(), std::min(spec.precision.value_or(6), 500),
                      spec.type == '%' ? size * 100 : size);
        digits = buffer;
    }
    return laidOut(spec, signOf(spec, std::signbit(number) && !std::isnan(number)),
                   digits + (spec.type == '%' ? "%" : ""));
}

std::string text(const Specification &spec, const std::string &value)
{
    if (spec.align == '=')
        throw TemplateError("'=' alignment not allowed in string format specifier");
    const std::u32string points = unicode::decode(value);
    const std::string shown
        = spec.precision ? unicode::encode(points.substr(0, static_cast<std::size_t>(*spec.precision))) : value;
    return padded(shown, spec.width, spec.fill,
                  spec.align == '>'   ? Align::Right
                  : spec.align == '^' ? Align::Center
                                      : Align::Left);
}

} // namespace

std::string formatted(const Value &value, std::string_view specification)
{
    if (specification.empty())
        return str(value);
    const Specification spec(specification);
    const auto is = [&](std::string_view types) { return spec.type == '\0' || types.find(spec.type) != types.npos; };
    const auto refuse = [&] {
        throw TemplateError(std::string("Unknown format code '") + spec.type + "' for object of type '"
                            + typeName(value) + "'");
    };
    if (value.isWhole() && !(value.boolean() && spec.type == '\0')) {
        if (is("bcdoxXn"))
            return spec.type == 'c'
                       ? text(spec, unicode::encode(std::u32string(1, static_cast<char32_t>(integerOf(value)))))
                       : whole(spec, value.whole());
        if (!is("eEfFgG%"))
            refuse();
        if (std::isinf(*value.number()))
            throw TemplateError("int too large to convert to float");
        return floating(spec, *value.number());
    }
    if (value.floating()) {
        if (!is("eEfFgGn%"))
            refuse();
        return floating(spec, *value.floating());
    }
    if (!value.text() && !value.boolean())
        throw TemplateError("unsupported format string passed to " + typeName(value) + ".__format__");
    if (!is("s"))
        refuse();
    return text(spec, str(value));
}

std::string escaped(const Value &value)
{
    if (value.isSafe())
        return *value.text();
    Meter::step();
    std::string result;
    const std::string text = str(value);
    Meter::read(text.size());
    for (const char byte : text) {
        switch (byte) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '\'': result += "&#39;"; break;
        case '"': result += "&#34;"; break;
        default: result += byte;
        }
    }
    return result;
}

} // namespace deltascope::chat
