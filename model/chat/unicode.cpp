#include "chat/unicode.h"

#include "core/utf8.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cstring>
#include <set>

namespace deltascope::chat::unicode {

std::size_t lengthAt(std::string_view text, std::size_t at)
{
    return static_cast<std::size_t>(std::max(1, utf8::decode(text, at).length));
}

std::size_t count(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xc0) != 0x80; }));
}

std::u32string decode(std::string_view text)
{
    std::u32string points;
    points.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded next = utf8::decode(text, at);
        points += next.length > 0 ? next.codePoint : U'\ufffd';
        at += static_cast<std::size_t>(std::max(1, next.length));
    }
    return points;
}

void append(std::string &text, char32_t point)
{
    if (point > 0x10ffff || (point >= 0xd800 && point < 0xe000))
        point = U'\ufffd';
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | ((point >> shift) & 0x3f)); };
    if (point < 0x80) {
        text += static_cast<char>(point);
    } else if (point < 0x800) {
        text += static_cast<char>(0xc0 | (point >> 6));
        tail(0);
    } else if (point < 0x10000) {
        text += static_cast<char>(0xe0 | (point >> 12));
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xf0 | (point >> 18));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::string encode(std::u32string_view points)
{
    std::string text;
    for (const char32_t point : points)
        append(text, point);
    return text;
}

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

bool isSpace(char32_t point)
{
    return (point >= 0x09 && point <= 0x0d) || (point >= 0x1c && point <= 0x20) || point == 0x85 || point == 0xa0
           || point == 0x1680 || (point >= 0x2000 && point <= 0x200a) || point == 0x2028 || point == 0x2029
           || point == 0x202f || point == 0x205f || point == 0x3000;
}

bool isLineEnd(char32_t point)
{
    return (point >= 0x0a && point <= 0x0d) || (point >= 0x1c && point <= 0x1e) || point == 0x85 || point == 0x2028
           || point == 0x2029;
}

bool isPrintable(char32_t point)
{
    if (point < 0x80)
        return point >= 0x20 && point != 0x7f;
    constexpr std::uint32_t hidden
        = U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CS_MASK | U_GC_CO_MASK | U_GC_CN_MASK | U_GC_Z_MASK;
    return (U_GET_GC_MASK(static_cast<UChar32>(point)) & hidden) == 0;
}

bool isAlpha(char32_t point) { return (U_GET_GC_MASK(static_cast<UChar32>(point)) & U_GC_L_MASK) != 0; }
bool isDecimal(char32_t point) { return u_charType(static_cast<UChar32>(point)) == U_DECIMAL_DIGIT_NUMBER; }

bool isDigit(char32_t point)
{
    const int kind = u_getIntPropertyValue(static_cast<UChar32>(point), UCHAR_NUMERIC_TYPE);
    return kind == U_NT_DECIMAL || kind == U_NT_DIGIT;
}

bool isNumeric(char32_t point)
{
    return u_getIntPropertyValue(static_cast<UChar32>(point), UCHAR_NUMERIC_TYPE) != U_NT_NONE;
}

bool isWord(char32_t point) { return point == U'_' || isAlpha(point) || isNumeric(point); }
bool isLower(char32_t point) { return u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_LOWERCASE); }
bool isUpper(char32_t point) { return u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_UPPERCASE); }
bool isTitle(char32_t point) { return u_charType(static_cast<UChar32>(point)) == U_TITLECASE_LETTER; }
bool isCased(char32_t point) { return isLower(point) || isUpper(point) || isTitle(point); }

bool isIdentifier(std::string_view text)
{
    const std::u32string points = decode(text);
    const auto property = [](char32_t point, UProperty name) {
        return point == U'_' || u_hasBinaryProperty(static_cast<UChar32>(point), name);
    };
    return !points.empty() && property(points[0], UCHAR_XID_START)
           && std::all_of(points.begin() + 1, points.end(),
                          [&](char32_t point) { return property(point, UCHAR_XID_CONTINUE); });
}

std::size_t find(std::string_view text, std::string_view wanted, std::size_t at)
{
    if (at > text.size())
        return text.npos;
    const void *found = ::memmem(text.data() + at, text.size() - at, wanted.data(), wanted.size());
    return found ? static_cast<std::size_t>(static_cast<const char *>(found) - text.data()) : text.npos;
}

std::size_t findLast(std::string_view text, std::string_view wanted)
{
    if (wanted.size() < 8) // too few to take long
        return text.rfind(wanted);
    const std::string mirrored(text.rbegin(), text.rend()), end(wanted.rbegin(), wanted.rend());
    const std::size_t at = find(mirrored, end);
    return at == text.npos ? at : text.size() - at - wanted.size();
}

std::string_view strip(std::string_view text, Ends ends)
{
    const auto spaceAt = [&](std::size_t at) { return isSpace(utf8::decode(text, at).codePoint); };
    if (ends != Ends::Right)
        while (!text.empty() && spaceAt(0))
            text.remove_prefix(lengthAt(text, 0));
    while (ends != Ends::Left && !text.empty()) {
        std::size_t last = text.size() - 1;
        while (last > 0 && (text[last] & 0xc0) == 0x80)
            --last;
        if (!spaceAt(last))
            break;
        text.remove_suffix(text.size() - last);
    }
    return text;
}

std::string strip(std::string_view text, std::string_view characters, Ends ends)
{
    const std::u32string points = decode(text), given = decode(characters);
    const std::set<char32_t> set(given.begin(), given.end());
    std::size_t begin = 0, end = points.size();
    while (ends != Ends::Right && begin < end && set.contains(points[begin]))
        ++begin;
    while (ends != Ends::Left && begin < end && set.contains(points[end - 1]))
        --end;
    return encode(std::u32string_view(points).substr(begin, end - begin));
}

} // namespace deltascope::chat::unicode
