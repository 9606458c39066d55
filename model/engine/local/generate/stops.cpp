#include "engine/local/generate/stops.h"

#include <algorithm>

namespace deltascope {

StopTexts::StopTexts(std::vector<std::string> texts, const text::Tokenizer *tokenizer)
    : m_texts(std::move(texts))
    , m_tokenizer(tokenizer)
{
    for (const std::string &text : m_texts)
        m_longest = std::max(m_longest, text.size());
}

const std::string &StopTexts::pieceOf(std::int64_t id)
{
    const auto known = m_pieces.find(id);
    return known != m_pieces.end() ? known->second : m_pieces.emplace(id, m_tokenizer->piece(id)).first->second;
}

bool StopTexts::endAt(const std::vector<std::int64_t> &ids)
{
    if (m_texts.empty() || ids.empty())
        return false;
    const std::size_t newest = pieceOf(ids.back()).size();
    std::string text;
    for (auto id = ids.rbegin(); id != ids.rend() && text.size() < newest + m_longest; ++id)
        text.insert(0, pieceOf(*id));
    const std::size_t before = text.size() - newest;
    return std::any_of(m_texts.begin(), m_texts.end(), [&](const std::string &stop) {
        // The first occurrence that reaches into the newest token.
        const std::size_t from = before + 1 > stop.size() ? before + 1 - stop.size() : 0;
        return newest > 0 && text.find(stop, from) != std::string::npos;
    });
}

} // namespace deltascope
