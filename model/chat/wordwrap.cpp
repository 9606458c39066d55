#include "chat/wordwrap.h"

#include "chat/evaluation.h"
#include "chat/methods.h"
#include "chat/unicode.h"

#include <algorithm>

namespace deltascope::chat {

namespace {

bool isBlank(char32_t point) { return point == U' ' || (point >= U'\t' && point <= U'\r'); }
bool isLetter(char32_t point) { return unicode::isWord(point) && !unicode::isDecimal(point); }
bool isWordOrMark(char32_t point)
{
    return unicode::isWord(point) || std::u32string_view(U"!\"'&.,?").find(point) != std::u32string_view::npos;
}

/// One line cut where Python's textwrap allows a break: blanks, words, and the parts of hyphenated words.
class Chunks {
public:
    Chunks(std::u32string_view line, bool breaksOnHyphens)
        : m_line(line)
        , m_breaksOnHyphens(breaksOnHyphens)
    {
    }
    std::vector<std::u32string> run() const
    {
        std::vector<std::u32string> chunks;
        for (std::size_t start = 0; start < m_line.size();) {
            Meter::expectRoom(chunks.size(), sizeof(std::u32string));
            const std::size_t end = endOf(start);
            chunks.emplace_back(m_line.substr(start, end - start));
            start = end;
        }
        return chunks;
    }

private:
    template<bool (*is)(char32_t)>
    bool at(std::size_t place) const
    {
        return place < m_line.size() && is(m_line[place]);
    }
    bool hyphenAt(std::size_t place) const { return place < m_line.size() && m_line[place] == U'-'; }

    /// Behind a dash of two hyphens or more between words, or `start`.
    std::size_t behindDash(std::size_t start) const
    {
        std::size_t end = start;
        while (hyphenAt(end))
            ++end;
        const bool isDash
            = end >= start + 2 && start > 0 && isWordOrMark(m_line[start - 1]) && at<unicode::isWord>(end);
        return isDash ? end : start;
    }
    /// The hyphen at `place` may end a line: letters stand on both of its sides.
    bool breaksAt(std::size_t place) const
    {
        const bool behindLetters = place >= 2 && isLetter(m_line[place - 1])
                                   && (isLetter(m_line[place - 2])
                                       || (place >= 3 && m_line[place - 2] == U'-' && isLetter(m_line[place - 3])));
        return hyphenAt(place) && behindLetters && at<isLetter>(place + 1)
               && (at<isLetter>(place + 2) || (hyphenAt(place + 2) && at<isLetter>(place + 3)));
    }
    std::size_t endOf(std::size_t start) const
    {
        std::size_t end = start;
        while (at<isBlank>(end))
            ++end;
        if (end > start)
            return end;
        if (m_breaksOnHyphens && behindDash(start) > start)
            return behindDash(start);
        for (end = start + 1; end < m_line.size() && !isBlank(m_line[end]); ++end) {
            if (m_breaksOnHyphens && breaksAt(end))
                return end + 1;
            if (m_breaksOnHyphens && !hyphenAt(end - 1) && behindDash(end) > end)
                return end;
        }
        return end;
    }

    const std::u32string_view m_line;
    const bool m_breaksOnHyphens;
};

bool isEmpty(const std::u32string &chunk) { return std::all_of(chunk.begin(), chunk.end(), unicode::isSpace); }

/// What of a chunk that is longer than a line goes on this one.
std::size_t cut(const std::u32string &chunk, std::size_t room, bool breaksOnHyphens)
{
    if (!breaksOnHyphens || room == 0 || chunk.size() <= room)
        return room;
    const std::size_t hyphen = chunk.rfind(U'-', room - 1);
    const bool isInside = hyphen != chunk.npos && hyphen > 0 && chunk.find_first_not_of(U'-') < hyphen;
    return isInside ? hyphen + 1 : room;
}

void wrapLine(std::u32string_view line, const WrapForm &form, std::vector<std::string> &lines)
{
    std::vector<std::u32string> chunks = Chunks(line, form.breaksOnHyphens).run();
    const auto width = static_cast<std::size_t>(form.width);
    bool isFirst = true;
    for (std::size_t i = 0; i < chunks.size();) {
        Meter::step();
        std::vector<std::u32string> taken;
        std::size_t length = 0;
        if (!isFirst && isEmpty(chunks[i]))
            ++i;
        for (; i < chunks.size() && length + chunks[i].size() <= width; ++i) {
            length += chunks[i].size();
            taken.push_back(chunks[i]);
        }
        if (i < chunks.size() && chunks[i].size() > width) {
            if (form.breaksWords) {
                const std::size_t end = cut(chunks[i], width - length, form.breaksOnHyphens);
                Meter::read(4 * chunks[i].size());
                taken.push_back(chunks[i].substr(0, end));
                chunks[i].erase(0, end);
            } else if (taken.empty()) {
                taken.push_back(chunks[i++]);
            }
        }
        if (!taken.empty() && isEmpty(taken.back()))
            taken.pop_back();
        if (taken.empty())
            continue;
        std::string text;
        for (const std::u32string &chunk : taken)
            text += unicode::encode(chunk);
        Meter::expectRoom(lines.size(), sizeof(std::string));
        lines.push_back(std::move(text));
        isFirst = false;
    }
}

} // namespace

std::string wordWrapped(std::string_view text, const WrapForm &form)
{
    Writing result;
    bool isFirst = true;
    for (const std::string &paragraph : splitLines(text)) {
        if (form.width <= 0)
            throw TemplateError("invalid width " + std::to_string(form.width) + " (must be > 0)");
        std::vector<std::string> lines;
        wrapLine(unicode::decode(paragraph), form, lines);
        if (lines.empty())
            lines.emplace_back();
        for (const std::string &line : lines) {
            result += std::exchange(isFirst, false) ? "" : std::string_view(form.lineEnd);
            result += line;
        }
    }
    return result.take();
}

} // namespace deltascope::chat
