// How the engine's list of deltas follows the session's.
#include "items/session.h"

#include <algorithm>
#include <utility>

namespace deltascope::items {

namespace {

int indexOf(const QList<SessionDelta> &deltas, DeltaId id)
{
    const auto found
        = std::find_if(deltas.begin(), deltas.end(), [id](const SessionDelta &d) { return d.setting.id == id; });
    return found == deltas.end() ? -1 : int(found - deltas.begin());
}

bool sameOrderAndNames(const QList<SessionDelta> &a, const QList<SessionDelta> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const SessionDelta &x, const SessionDelta &y) {
        return x.setting.id == y.setting.id && x.info->name == y.info->name;
    });
}

} // namespace

/// Tells the engine what its list of deltas lacks to be that of the state. Waits while a delta loads: until its place
/// in the engine's list is known, no order of the others can be right.
void Session::syncEngine()
{
    const bool wasTold
        = std::exchange(m_isEngineTold, m_adding.isEmpty() || sameOrderAndNames(m_posted, m_state.deltas));
    if (!m_isEngineTold)
        return;
    for (int i = int(m_posted.size()) - 1; i >= 0; --i) {
        if (const DeltaId id = m_posted[i].setting.id; m_state.indexOf(id) < 0) {
            m_workspace.remove(id);
            m_posted.removeAt(i);
        }
    }
    for (int i = 0; i < m_state.deltas.size(); ++i) {
        const SessionDelta &delta = m_state.deltas[i];
        if (indexOf(m_posted, delta.setting.id) < 0) {
            const int position = std::min(i, int(m_posted.size()));
            m_workspace.restore(delta.setting.id, position);
            m_posted.insert(position, delta);
        }
    }
    std::vector<DeltaId> order;
    for (const SessionDelta &delta : m_state.deltas)
        order.push_back(delta.setting.id);
    if (!std::equal(order.begin(), order.end(), m_posted.begin(),
                    [](DeltaId id, const SessionDelta &posted) { return id == posted.setting.id; }))
        m_workspace.reorder(order);
    for (const SessionDelta &delta : m_state.deltas)
        if (m_posted[indexOf(m_posted, delta.setting.id)].info->name != delta.info->name)
            m_workspace.rename(delta.setting.id, delta.info->name);
    m_posted = m_state.deltas;
    if (!wasTold)
        Q_EMIT engineTold();
}

} // namespace deltascope::items
