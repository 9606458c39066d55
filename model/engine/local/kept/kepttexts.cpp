#include "engine/local/kept/kepttexts.h"

#include <algorithm>

namespace deltascope {

std::size_t KeptText::bytes() const
{
    std::size_t sum = 0;
    for (const auto &[block, both] : keysAndValues)
        sum += both.first.nbytes() + both.second.nbytes();
    return sum;
}

std::int64_t KeptText::shared(const std::vector<std::int64_t> &other) const
{
    return std::mismatch(ids.begin(), ids.end(), other.begin(), other.end()).first - ids.begin();
}

const KeptText *KeptTexts::alike(int history, const std::vector<std::int64_t> &ids) const
{
    const KeptText *best = nullptr;
    for (const KeptText &text : m_texts)
        if (text.history == history && (!best || text.shared(ids) > best->shared(ids)))
            best = &text;
    return best;
}

void KeptTexts::keep(KeptText text)
{
    constexpr std::int64_t few = 8;
    for (auto old = m_texts.begin(); old != m_texts.end();)
        if (old->history == text.history && old->shared(text.ids) + few >= static_cast<std::int64_t>(old->ids.size())) {
            m_bytes -= old->bytes();
            old = m_texts.erase(old);
        } else {
            ++old;
        }
    m_bytes += text.bytes();
    m_texts.push_front(std::move(text));
    while (m_bytes > m_most) {
        m_bytes -= m_texts.back().bytes();
        m_texts.pop_back();
    }
}

void KeptTexts::clear()
{
    m_texts.clear();
    m_bytes = 0;
}

} // namespace deltascope
