#include "items/sessioncommand.h"

namespace deltascope::items {

SessionCommand::SessionCommand(Session &session, const QString &text, SessionState before, SessionState after,
                               MergeKey key)
    : QUndoCommand(text)
    , m_session(session)
    , m_before(std::move(before))
    , m_after(std::move(after))
    , m_key(key)
{
}

bool SessionCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const SessionCommand *>(other);
    if (!(next->m_key == m_key))
        return false;
    m_after = next->m_after;
    setObsolete(m_after == m_before);
    return true;
}

} // namespace deltascope::items
