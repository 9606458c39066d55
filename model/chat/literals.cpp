#include "chat/literals.h"

#include "chat/unicode.h"

#include <unicode/uchar.h>

#include <charconv>
#include <cstdlib>

namespace deltascope::chat {

namespace {

bool isDigitOf(char byte, int base)
{
    const int value = byte >= '0' && byte <= '9'   ? byte - '0'
                      : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                      : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                                                   : 99;
    return value < base;
}

/// Bytes of digits at `at`, with single _ between them.
std::size_t digits(std::string_view text, std::size_t at, int base = 10)
{
    const std::size_t start = at;
    const auto isDigit = [&](std::size_t i) { return i < text.size() && isDigitOf(text[i], base); };
    while (isDigit(at) || (at > start && at < text.size() && text[at] == '_' && isDigit(at + 1)))
        ++at;
    return at - start;
}

std::string plain(std::string_view text)
{
    std::string result;
    for (const char byte : text)
        if (byte != '_')
            result += byte;
    return result;
}

/// Bytes of a float at the start, 0 if there is none: digits, then a fraction or an exponent or both.
std::size_t floatLength(std::string_view text)
{
    std::size_t at = digits(text, 0);
    const std::size_t whole = at;
    if (at < text.size() && text[at] == '.')
        if (const std::size_t fraction = digits(text, at + 1))
            at += 1 + fraction;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        const std::size_t sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-') ? 1 : 0;
        if (const std::size_t exponent = digits(text, at + 1 + sign))
            at += 1 + sign + exponent;
    }
    return at > whole ? at : 0;
}

/// The character of \x41, \u00e9, \U0001f642, \N{NAME}, \101 at `at`, which is moved behind it.
char32_t coded(std::string_view text, std::size_t &at, std::string &problem)
{
    const char kind = text[at++];
    if (kind == 'N') {
        const std::size_t end = text.find('}', at);
        if (at < text.size() && text[at] == '{' && end != text.npos) {
            UErrorCode error = U_ZERO_ERROR;
            const std::string name(text.substr(at + 1, end - at - 1));
            const UChar32 point = u_charFromName(U_EXTENDED_CHAR_NAME, name.c_str(), &error);
            at = end + 1;
            if (U_SUCCESS(error))
                return static_cast<char32_t>(point);
        }
        problem = "\\N names no character";
        return 0;
    }
    const bool isOctal = kind >= '0' && kind <= '7';
    const std::size_t most = isOctal ? 3 : kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
    at -= isOctal ? 1 : 0;
    std::size_t length = 0;
    while (length < most && at + length < text.size() && isDigitOf(text[at + length], isOctal ? 8 : 16))
        ++length;
    std::uint32_t point = 0;
    std::from_chars(text.data() + at, text.data() + at + length, point, isOctal ? 8 : 16);
    at += length;
    if ((!isOctal && length < most) || point > 0x10ffff)
        problem = std::string("a text holds a broken escape \\") + kind;
    return point;
}

} // namespace

std::string withPlainLineEnds(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
            continue;
        result += text[i] == '\r' ? '\n' : text[i];
    }
    return result;
}

std::string unescaped(std::string_view text, std::string &problem)
{
    static constexpr std::string_view signs = "\\'\"abfnrtv", meant = "\\'\"\a\b\f\n\r\t\v";
    std::string result;
    for (std::size_t at = 0; at < text.size() && problem.empty();) {
        if (text[at] != '\\' || at + 1 == text.size()) {
            result += text[at++];
            continue;
        }
        const char kind = text[++at];
        if (const std::size_t sign = signs.find(kind); sign != signs.npos) {
            result += meant[sign];
            ++at;
        } else if (kind == '\n') {
            ++at;
        } else if (kind == 'x' || kind == 'u' || kind == 'U' || kind == 'N' || (kind >= '0' && kind <= '7')) {
            unicode::append(result, coded(text, at, problem));
        } else {
            result += '\\';
        }
    }
    return result;
}

NumberLiteral readNumber(std::string_view text, bool afterDot)
{
    NumberLiteral literal;
    literal.length = afterDot ? 0 : floatLength(text);
    if (literal.length > 0) {
        literal.isFloat = true;
        literal.number = std::strtod(plain(text.substr(0, literal.length)).c_str(), nullptr);
        return literal;
    }
    int base = 10;
    if (text.size() > 1 && text[0] == '0') {
        const char kind = static_cast<char>(text[1] | 0x20);
        base = kind == 'b' ? 2 : kind == 'o' ? 8 : kind == 'x' ? 16 : 10;
    }
    std::size_t start = 0;
    if (base != 10) {
        start = text.size() > 2 && text[2] == '_' ? 3 : 2;
        if (digits(text, start, base) == 0) {
            base = 10;
            start = 0;
        }
    }
    literal.length = start + digits(text, start, base);
    if (base == 10 && text[0] == '0') // 007 is a zero and another number
        for (literal.length = 1; literal.length < text.size() && text[literal.length] == '0';)
            ++literal.length;
    const std::string number = plain(text.substr(start, literal.length - start));
    if (const auto value = BigInt::parse(number, static_cast<unsigned>(base)))
        literal.integer = *value;
    else
        literal.problem = "a whole number has more than 4300 digits";
    return literal;
}

} // namespace deltascope::chat
