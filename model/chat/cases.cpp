#include "chat/meter.h"
#include "chat/unicode.h"

#include "core/utf8.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

namespace deltascope::chat::unicode {

namespace {

using Convert = int32_t (*)(UChar *, int32_t, const UChar *, int32_t, UErrorCode *);

std::u16string toUtf16(std::string_view text)
{
    std::u16string wide;
    for (const char32_t point : decode(text)) {
        if (point > 0xffff) {
            wide += static_cast<char16_t>(0xd7c0 + (point >> 10));
            wide += static_cast<char16_t>(0xdc00 + (point & 0x3ff));
        } else {
            wide += static_cast<char16_t>(point);
        }
    }
    return wide;
}

std::string fromUtf16(std::u16string_view wide)
{
    std::string text;
    for (std::size_t i = 0; i < wide.size(); ++i) {
        char32_t point = wide[i];
        if (point >= 0xd800 && point < 0xdc00 && i + 1 < wide.size())
            point = 0x10000 + ((point - 0xd800) << 10) + (wide[++i] - 0xdc00u);
        append(text, point);
    }
    return text;
}

/// A whole text through one of ICU's case conversions; a text may grow to three times its length.
std::string converted(std::string_view text, Convert convert)
{
    const std::u16string wide = toUtf16(text);
    std::u16string result(wide.size() * 3 + 3, u'\0');
    UErrorCode error = U_ZERO_ERROR;
    const int32_t length = convert(result.data(), static_cast<int32_t>(result.size()), wide.data(),
                                   static_cast<int32_t>(wide.size()), &error);
    result.resize(U_FAILURE(error) ? 0 : static_cast<std::size_t>(length));
    return fromUtf16(result);
}

int32_t toUpper(UChar *to, int32_t room, const UChar *from, int32_t length, UErrorCode *error)
{
    return u_strToUpper(to, room, from, length, "", error);
}

int32_t toLower(UChar *to, int32_t room, const UChar *from, int32_t length, UErrorCode *error)
{
    return u_strToLower(to, room, from, length, "", error);
}

int32_t toTitle(UChar *to, int32_t room, const UChar *from, int32_t length, UErrorCode *error)
{
    return u_strToTitle(to, room, from, length, nullptr, "", error);
}

int32_t fold(UChar *to, int32_t room, const UChar *from, int32_t length, UErrorCode *error)
{
    return u_strFoldCase(to, room, from, length, U_FOLD_CASE_DEFAULT, error);
}

std::string titleOf(std::string_view character)
{
    return isAscii(character) ? upper(character) : converted(character, toTitle);
}

} // namespace

std::string upper(std::string_view text)
{
    if (!isAscii(text))
        return converted(text, toUpper);
    std::string result(text);
    for (char &byte : result)
        byte = byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 32) : byte;
    return result;
}

std::string lower(std::string_view text)
{
    if (!isAscii(text))
        return converted(text, toLower);
    std::string result(text);
    for (char &byte : result)
        byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : byte;
    return result;
}

namespace {

/// The lower case of one character of a text. A sigma's depends on what stands around it: it has a form of its own at a
/// word's end.
class Lowering {
public:
    explicit Lowering(std::string_view text)
        : m_text(text)
    {
    }
    std::string at(std::size_t at) const
    {
        constexpr std::string_view capital = "\u03a3", small = "\u03c3", final = "\u03c2";
        const std::string_view character = m_text.substr(at, lengthAt(m_text, at));
        if (character != capital)
            return lower(character);
        return std::string(isCasedBefore(at) && !isCasedBehind(at + capital.size()) ? final : small);
    }

private:
    static bool isIgnorable(char32_t point)
    {
        return u_hasBinaryProperty(static_cast<UChar32>(point), UCHAR_CASE_IGNORABLE);
    }
    bool isCasedBefore(std::size_t at) const
    {
        while (at > 0) {
            do
                --at;
            while (at > 0 && (m_text[at] & 0xc0) == 0x80);
            const char32_t point = utf8::decode(m_text, at).codePoint;
            if (!isIgnorable(point))
                return isCased(point);
            Meter::step();
        }
        return false;
    }
    bool isCasedBehind(std::size_t at) const
    {
        for (; at < m_text.size(); at += lengthAt(m_text, at)) {
            const char32_t point = utf8::decode(m_text, at).codePoint;
            if (!isIgnorable(point))
                return isCased(point);
            Meter::step();
        }
        return false;
    }

    const std::string_view m_text;
};

} // namespace

std::string title(std::string_view text)
{
    const Lowering lowering(text);
    std::string result;
    bool inWord = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view character = text.substr(at, lengthAt(text, at));
        result += inWord ? lowering.at(at) : titleOf(character);
        inWord = isCased(decode(character)[0]);
        at += character.size();
    }
    return result;
}

std::string capitalize(std::string_view text)
{
    if (text.empty())
        return {};
    const std::string_view first = text.substr(0, lengthAt(text, 0));
    return titleOf(first) + lower(text).substr(lower(first).size());
}

std::string swapCase(std::string_view text)
{
    const Lowering lowering(text);
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view character = text.substr(at, lengthAt(text, at));
        const char32_t point = decode(character)[0];
        result += isUpper(point) ? lowering.at(at) : isLower(point) ? upper(character) : std::string(character);
        at += character.size();
    }
    return result;
}

std::string caseFold(std::string_view text) { return isAscii(text) ? lower(text) : converted(text, fold); }

} // namespace deltascope::chat::unicode
