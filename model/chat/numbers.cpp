#include "chat/numbers.h"

#include "chat/unicode.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

namespace deltascope::chat {

namespace {

/// Without single _ between digits; nothing if one stands elsewhere.
std::optional<std::string> withoutUnderscores(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '_') {
            plain += text[i];
            continue;
        }
        const auto isDigit
            = [&](std::size_t at) { return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])); };
        if (i == 0 || !isDigit(i - 1) || !isDigit(i + 1))
            return std::nullopt;
    }
    return plain;
}

} // namespace

std::optional<BigInt> parseInteger(std::string_view text, std::int64_t base)
{
    text = unicode::strip(text);
    const bool isNegative = !text.empty() && text[0] == '-';
    if (isNegative || (!text.empty() && text[0] == '+'))
        text.remove_prefix(1);
    if (text.size() > 2 && text[0] == '0') {
        const char kind = static_cast<char>(text[1] | 0x20);
        const int own = kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 0;
        if (own != 0 && (base == own || base == 0)) {
            base = own;
            text.remove_prefix(text[2] == '_' ? 3 : 2);
        }
    }
    base = base == 0 ? 10 : base;
    const auto plain = withoutUnderscores(text);
    if (!plain || plain->empty() || base < 2 || base > 36)
        return std::nullopt;
    const auto isDigit = [&](char byte) {
        const int small = byte | 0x20;
        const int digit = byte >= '0' && byte <= '9'     ? byte - '0'
                          : small >= 'a' && small <= 'z' ? small - 'a' + 10
                                                         : 99;
        return digit < base;
    };
    if (!std::all_of(plain->begin(), plain->end(), isDigit))
        return std::nullopt;
    const auto value = BigInt::parse(*plain, static_cast<unsigned>(base));
    return value && isNegative ? -*value : value;
}

std::optional<double> parseFloat(std::string_view text)
{
    text = unicode::strip(text);
    const bool isNegative = !text.empty() && text[0] == '-';
    if (isNegative || (!text.empty() && text[0] == '+'))
        text.remove_prefix(1);
    const std::string small = unicode::lower(text);
    double value = 0;
    if (small == "inf" || small == "infinity") {
        value = std::numeric_limits<double>::infinity();
    } else if (small == "nan") {
        value = std::numeric_limits<double>::quiet_NaN();
    } else {
        const auto plain = withoutUnderscores(text);
        const bool starts
            = plain && !plain->empty() && (std::isdigit(static_cast<unsigned char>((*plain)[0])) || (*plain)[0] == '.');
        if (!starts)
            return std::nullopt;
        const auto end = plain->data() + plain->size();
        const auto read = std::from_chars(plain->data(), end, value);
        if (read.ptr != end || read.ec == std::errc::invalid_argument)
            return std::nullopt;
        if (read.ec == std::errc::result_out_of_range)
            value = std::strtod(plain->c_str(), nullptr);
    }
    return isNegative ? -value : value;
}

} // namespace deltascope::chat
