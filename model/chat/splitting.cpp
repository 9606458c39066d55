#include "chat/methods.h"
#include "chat/unicode.h"

#include "core/utf8.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

/// The parts of a text that are to be one list.
void add(std::vector<std::string> &parts, std::string_view part)
{
    Meter::expectRoom(parts.size(), sizeof(Value));
    Meter::step();
    parts.emplace_back(part);
}

std::vector<std::string> splitBlanks(std::string_view text, std::int64_t most)
{
    std::vector<std::string> parts;
    for (text = unicode::strip(text, unicode::Ends::Left); !text.empty();
         text = unicode::strip(text, unicode::Ends::Left)) {
        if (most >= 0 && static_cast<std::int64_t>(parts.size()) == most) {
            add(parts, text);
            break;
        }
        std::size_t end = 0;
        while (end < text.size() && !unicode::isSpace(utf8::decode(text, end).codePoint))
            end += unicode::lengthAt(text, end);
        add(parts, text.substr(0, end));
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
            add(parts, text);
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
        add(parts, text.substr(start));
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
        const std::size_t end = unicode::find(text, *separator, start);
        if (end == text.npos)
            break;
        add(parts, text.substr(start, end - start));
        start = end + separator->size();
    }
    add(parts, text.substr(start));
    return parts;
}

std::vector<std::string> splitFromRight(std::string_view text, const std::optional<std::string> &separator,
                                        std::int64_t most)
{
    if (!separator)
        return splitBlanksFromRight(text, most);
    const std::string mirrored(separator->rbegin(), separator->rend());
    std::vector<std::string> parts = split(std::string(text.rbegin(), text.rend()), mirrored, most);
    for (std::string &part : parts)
        std::reverse(part.begin(), part.end());
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
        add(lines, text.substr(start, (keepsEnds ? at : begin) - start));
        start = at;
    }
    if (start < text.size())
        add(lines, text.substr(start));
    return lines;
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to, std::int64_t most)
{
    Writing result;
    std::size_t at = 0;
    for (std::int64_t done = 0; most < 0 || done < most; ++done) {
        if (from.empty()) { // between all characters
            result += to;
            if (at == text.size())
                return result.take();
            const std::size_t length = unicode::lengthAt(text, at);
            result += text.substr(at, length);
            at += length;
            continue;
        }
        const std::size_t found = unicode::find(text, from, at);
        if (found == text.npos)
            break;
        result += text.substr(at, found - at);
        result += to;
        at = found + from.size();
    }
    result += text.substr(at);
    return result.take();
}

std::string padded(std::string_view text, std::int64_t width, std::string_view fill, Align align)
{
    const std::int64_t missing = width - static_cast<std::int64_t>(unicode::count(text));
    if (missing <= 0)
        return std::string(text);
    // Python's center() puts the odd blank on the left where the width is odd.
    const std::int64_t left = align == Align::Left    ? 0
                              : align == Align::Right ? missing
                                                      : missing / 2 + (missing & width & 1);
    Writing result;
    result.repeat(static_cast<std::size_t>(left), fill);
    result += text;
    result.repeat(static_cast<std::size_t>(missing - left), fill);
    return result.take();
}

} // namespace deltascope::chat
