#include "items/enginelist.h"

#include <algorithm>

namespace deltascope::items {

using session::RackDelta;

std::vector<EngineList::Entry> EngineList::wanted(const std::vector<RackDelta> &deltas)
{
    std::vector<Entry> entries;
    for (const RackDelta &delta : deltas)
        if (delta.isThere())
            entries.push_back({delta.setting.id, delta.name()});
    return entries;
}

bool EngineList::has(DeltaId id) const
{
    return std::any_of(m_entries.begin(), m_entries.end(), [id](const Entry &entry) { return entry.id == id; });
}

bool EngineList::isLike(const std::vector<RackDelta> &deltas) const { return wanted(deltas) == m_entries; }

void EngineList::follow(const std::vector<RackDelta> &deltas)
{
    const std::vector<Entry> wish = wanted(deltas);
    const auto sameId = [](const Entry &a, const Entry &b) { return a.id == b.id; };
    std::erase_if(m_entries, [&](const Entry &entry) {
        const bool isGone
            = std::none_of(wish.begin(), wish.end(), [&](const Entry &wished) { return sameId(wished, entry); });
        if (isGone)
            m_workspace.remove(entry.id);
        return isGone;
    });
    for (std::size_t i = 0; i < wish.size(); ++i) {
        if (has(wish[i].id))
            continue;
        const auto position = std::min(i, m_entries.size());
        m_workspace.restore(wish[i].id, int(position));
        m_entries.insert(m_entries.begin() + std::ptrdiff_t(position), wish[i]);
    }
    if (!std::equal(wish.begin(), wish.end(), m_entries.begin(), m_entries.end(), sameId)) {
        std::vector<DeltaId> order;
        for (const Entry &entry : wish)
            order.push_back(entry.id);
        m_workspace.reorder(order);
    }
    for (const Entry &entry : wish)
        if (std::find(m_entries.begin(), m_entries.end(), entry) == m_entries.end())
            m_workspace.rename(entry.id, entry.name);
    m_entries = wish;
}

} // namespace deltascope::items
