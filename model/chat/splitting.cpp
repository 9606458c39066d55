#include "chat/bounds.h"
#include "chat/methods.h"
#include "chat/unicode.h"

#include "core/utf8.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

std::vector<std::string> splitBlanks(std::string_view text, std::int64_t most)
{
    std::vector<std::string> parts;
    for (text = unicode::strip(text, unicode::Ends::Left); !text.empty();
         text = unicode::strip(text, unicode::Ends::Left)) {
        if (most >= 0 && static_cast<std::int64_t>(parts.size()) == most) {
            parts.emplace_back(text);
            break;
        }
        std::size_t end = 0;
        while (end < text.size() && !unicode::isSpace(utf8::decode(text, end).codePoint))
            end += unicode::lengthAt(text, end);
        parts.emplace_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return parts;
}

std::vector<std::string> splitBlanksFromRight(std::string_view text, std::int64_t most)
{
    std::vector<std::string> parts;
    for (text = unicode::strip(text, unicode::Ends::Right); !text.empty();
         text = unicode::strip(text, unicode::Ends::Right)) {
        if (most >= 0 && static_cast<std::int64_t>(parts.size()) == most) {
            parts.emplace_back(text);
            break;
        }
        std::size_t start = text.size();
        for (std::size_t at = start; at > 0; start = at) {
            do
                --at;
            while (at > 0 && (text[at] & 0xc0) == 0x80);
            if (unicode::isSpace(utf8::decode(text, at).codePoint))
                break;
        }
        parts.emplace_back(text.substr(start));
        text.remove_suffix(text.size() - start);
    }
    std::reverse(parts.begin(), parts.end());
    return parts;
}

void expectSeparator(const std::string &separator)
{
    if (separator.empty())
        throw TemplateError("empty separator");
}

} // namespace

std::vector<std::string> split(std::string_view text, const std::optional<std::string> &separator, std::int64_t most)
{
    if (!separator)
        return splitBlanks(text, most);
    expectSeparator(*separator);
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (most < 0 || static_cast<std::int64_t>(parts.size()) < most) {
        const std::size_t end = text.find(*separator, start);
        if (end == text.npos)
            break;
        parts.emplace_back(text.substr(start, end - start));
        start = end + separator->size();
    }
    parts.emplace_back(text.substr(start));
    return parts;
}

std::vector<std::string> splitFromRight(std::string_view text, const std::optional<std::string> &separator,
                                        std::int64_t most)
{
    if (!separator)
        return splitBlanksFromRight(text, most);
    expectSeparator(*separator);
    std::vector<std::string> parts;
    while (most < 0 || static_cast<std::int64_t>(parts.size()) < most) {
        const std::size_t start = text.rfind(*separator);
        if (start == text.npos)
            break;
        parts.emplace_back(text.substr(start + separator->size()));
        text = text.substr(0, start);
    }
    parts.emplace_back(text);
    std::reverse(parts.begin(), parts.end());
    return parts;
}

std::vector<std::string> splitLines(std::string_view text, bool keepsEnds)
{
    std::vector<std::string> lines;
    std::size_t start = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t point = utf8::decode(text, at).codePoint;
        at += unicode::lengthAt(text, at);
        if (!unicode::isLineEnd(point))
            continue;
        if (point == U'\r' && at < text.size() && text[at] == '\n')
            ++at;
        lines.emplace_back(text.substr(start, (keepsEnds ? at : begin) - start));
        start = at;
    }
    if (start < text.size())
        lines.emplace_back(text.substr(start));
    return lines;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to, std::int64_t most)
{
    std::string result;
    std::size_t at = 0;
    for (std::int64_t done = 0; most < 0 || done < most; ++done) {
        expectRoom(result.size());
        if (from.empty()) { // between all characters
            result += to;
            if (at == text.size())
                return result;
            const std::size_t length = unicode::lengthAt(text, at);
            result += text.substr(at, length);
            at += length;
            continue;
        }
        const std::size_t found = text.find(from, at);
        if (found == text.npos)
            break;
        (result += text.substr(at, found - at)) += to;
        at = found + from.size();
    }
    return result += text.substr(at);
}

std::string padded(std::string_view text, std::int64_t width, std::string_view fill, Align align)
{
    constexpr std::int64_t widest = 1 << 20;
    const std::int64_t missing = width - static_cast<std::int64_t>(unicode::count(text));
    if (missing <= 0)
        return std::string(text);
    if (width > widest)
        throw TemplateError("a text cannot be padded to " + std::to_string(width) + " characters");
    // Python's center() puts the odd blank on the left where the width is odd.
    const std::int64_t left = align == Align::Left    ? 0
                              : align == Align::Right ? missing
                                                      : missing / 2 + (missing & width & 1);
    std::string result;
    for (std::int64_t i = 0; i < left; ++i)
        result += fill;
    result += text;
    for (std::int64_t i = left; i < missing; ++i)
        result += fill;
    return result;
}

} // namespace deltascope::chat
