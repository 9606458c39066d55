#include "engine/local/kept/keptrows.h"

#include <utility>

namespace deltascope {

const at::Tensor *KeptRows::find(const Key &key)
{
    const auto found = m_rows.find(key);
    if (found == m_rows.end())
        return nullptr;
    m_uses.splice(m_uses.begin(), m_uses, found->second.use);
    return &found->second.t;
}

void KeptRows::keep(const Key &key, at::Tensor row)
{
    if (row.nbytes() > m_most || find(key))
        return;
    m_bytes += row.nbytes();
    m_uses.push_front(key);
    m_rows.emplace(key, Row{std::move(row), m_uses.begin()});
    while (m_bytes > m_most) {
        const auto oldest = m_rows.find(m_uses.back());
        m_bytes -= oldest->second.t.nbytes();
        m_rows.erase(oldest);
        m_uses.pop_back();
    }
}

void KeptRows::clear()
{
    m_rows.clear();
    m_uses.clear();
    m_bytes = 0;
}

} // namespace deltascope
