#include "text/addedtokens.h"

#include <unicode/uchar.h>

#include <algorithm>

namespace deltascope::text {

namespace {

bool isWordCharacter(char32_t c)
{
    return c == '_' || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_ALPHABETIC) || isNumber(c)
           || (U_GET_GC_MASK(static_cast<UChar32>(c)) & (U_GC_M_MASK | U_GC_PC_MASK)) != 0;
}

bool startsWith(const Chars &text, std::size_t at, const Chars &content)
{
    return content.size() <= text.size() - at
           && std::equal(content.begin(), content.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                         [](const Char &a, const Char &b) { return a.c == b.c; });
}

bool standsAlone(const Chars &text, std::size_t begin, std::size_t end)
{
    return (begin == 0 || !isWordCharacter(text[begin - 1].c)) && (end == text.size() || !isWordCharacter(text[end].c));
}

} // namespace

void AddedTokens::add(AddedToken token)
{
    m_contents[token.id] = token.content;
    const std::string content = token.content;
    if (!content.empty())
        m_tokens[content] = std::move(token);
}

std::vector<Segment> AddedTokens::split(const Chars &text, const Normalizer *normalizer) const
{
    std::vector<Segment> all;
    for (Segment &segment : cut(text, Which::Plain, nullptr)) {
        if (segment.token) {
            all.push_back(std::move(segment));
            continue;
        }
        if (normalizer)
            normalizer->apply(segment.chars);
        for (Segment &part : cut(segment.chars, Which::Normalized, normalizer))
            all.push_back(std::move(part));
    }
    return all;
}

std::vector<Segment> AddedTokens::cut(const Chars &text, Which which, const Normalizer *normalizer) const
{
    // By first character, longest first: the leftmost longest match wins.
    std::unordered_map<char32_t, std::vector<std::pair<Chars, const AddedToken *>>> byFirst;
    for (const auto &[content, token] : m_tokens) {
        if (token.normalized != (which == Which::Normalized))
            continue;
        Chars chars = charsOf(content);
        if (normalizer)
            normalizer->apply(chars);
        if (!chars.empty())
            byFirst[chars.front().c].emplace_back(chars, &token);
    }
    for (auto &[first, list] : byFirst)
        std::stable_sort(list.begin(), list.end(),
                         [](const auto &a, const auto &b) { return a.first.size() > b.first.size(); });

    std::vector<Segment> segments;
    std::size_t plain = 0;
    const auto flush = [&](std::size_t end) {
        if (plain < end)
            segments.push_back({std::nullopt, Chars(text.begin() + static_cast<std::ptrdiff_t>(plain),
                                                    text.begin() + static_cast<std::ptrdiff_t>(end))});
    };
    for (std::size_t at = 0; at < text.size();) {
        const auto list = byFirst.find(text[at].c);
        const AddedToken *found = nullptr;
        std::size_t begin = at, end = at + 1;
        if (list != byFirst.end())
            for (const auto &[content, token] : list->second)
                if (!found && startsWith(text, at, content)) {
                    end = at + content.size();
                    found = token->singleWord && !standsAlone(text, at, end) ? nullptr : token;
                    break;
                }
        if (!found) {
            at = end;
            continue;
        }
        const std::size_t contentEnd = end;
        while (found->stripsLeft && begin > plain && isSpace(text[begin - 1].c))
            --begin;
        while (found->stripsRight && end < text.size() && isSpace(text[end].c))
            ++end;
        flush(begin);
        Token token{found->id, text[begin].begin, text[end - 1].end};
        token.blanksBefore = static_cast<std::int32_t>(at - begin);
        token.blanksBehind = static_cast<std::int32_t>(end - contentEnd);
        segments.push_back({token, {}});
        plain = at = end;
    }
    flush(text.size());
    return segments;
}

const AddedToken *AddedTokens::byId(std::int64_t id) const
{
    const auto found = m_contents.find(id);
    return found == m_contents.end() ? nullptr : byContent(found->second);
}

const AddedToken *AddedTokens::byContent(const std::string &content) const
{
    const auto found = m_tokens.find(content);
    return found == m_tokens.end() ? nullptr : &found->second;
}

std::int64_t AddedTokens::end() const
{
    std::int64_t end = 0;
    for (const auto &[content, token] : m_tokens)
        end = std::max(end, token.id + 1);
    return end;
}

} // namespace deltascope::text
