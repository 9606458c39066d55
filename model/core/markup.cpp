#include "core/markup.h"

#include "core/utf8.h"

#include <algorithm>

namespace deltascope {

namespace {

/// Of XML 1.0's characters.
bool isAllowed(char32_t c)
{
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD)
           || (c >= 0x10000 && c <= 0x10FFFF);
}

} // namespace

std::string escapedMarkup(std::string_view text)
{
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const utf8::Decoded character = utf8::decode(text, at);
        if (character.length == 0 || !isAllowed(character.codePoint)) {
            result += replacement;
            at += static_cast<std::size_t>(std::max(character.length, 1));
            continue;
        }
        switch (character.codePoint) {
        case U'&': result += "&amp;"; break;
        case U'<': result += "&lt;"; break;
        case U'>': result += "&gt;"; break;
        case U'"': result += "&quot;"; break;
        case U'\t': result += "&#9;"; break;
        case U'\n': result += "&#10;"; break;
        case U'\r': result += "&#13;"; break;
        default: result += text.substr(at, static_cast<std::size_t>(character.length));
        }
        at += static_cast<std::size_t>(character.length);
    }
    return result;
}

} // namespace deltascope
