#include "core/utf8.h"

namespace deltascope::utf8 {

Decoded decode(std::string_view text, std::size_t at)
{
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (at >= text.size())
        return {0, 0};
    const unsigned char lead = byte(at);
    if (lead < 0x80)
        return {1, lead};
    const int length = lead >= 0xF0 && lead <= 0xF4  ? 4
                       : lead >= 0xE0 && lead < 0xF0 ? 3
                       : lead >= 0xC2 && lead < 0xE0 ? 2
                                                     : 0;
    if (length == 0 || at + length > text.size())
        return {0, 0};
    char32_t point = lead & (0xFF >> (length + 1));
    for (int i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80)
            return {0, 0};
        point = (point << 6) | (byte(at + i) & 0x3F);
    }
    static constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < smallest[length] || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
        return {0, 0};
    return {length, point};
}

bool valid(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const Decoded next = decode(text, at);
        if (next.length == 0)
            return false;
        at += next.length;
    }
    return true;
}

std::string readable(std::string_view text, std::size_t limit)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const Decoded next = decode(text, at);
        if (out.size() + 8 > limit)
            return out + "...";
        const char32_t c = next.codePoint;
        if (next.length == 0)
            out += '?';
        else if (c == '\n' || c == '\t' || c == '\r')
            out += ' ';
        else if (c < 32 || (c >= 127 && c < 160) || c == 0x2028 || c == 0x2029)
            out += '?';
        else
            out.append(text.substr(at, next.length));
        at += next.length ? next.length : 1;
    }
    return out;
}

std::string slice(std::string_view text, std::size_t from, std::size_t to)
{
    std::size_t begin = text.size(), end = text.size(), point = 0;
    for (std::size_t at = 0; at < text.size(); ++point) {
        if (point == from)
            begin = at;
        if (point == to) {
            end = at;
            break;
        }
        const Decoded next = decode(text, at);
        at += next.length ? next.length : 1;
    }
    return begin < end ? std::string(text.substr(begin, end - begin)) : std::string();
}

} // namespace deltascope::utf8
