#pragma once

#include "items/session.h"

#include <QUndoCommand>

namespace deltascope::items {

/// One step of undo: the state before and after. The two share what did not change.
class SessionCommand final : public QUndoCommand {
public:
    SessionCommand(Session &session, const QString &text, SessionState before, SessionState after, MergeKey key);

    void undo() override { m_session.show(m_before); }
    void redo() override { m_session.show(m_after); }
    int id() const override { return m_key.gesture.number ? 1 : -1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    Session &m_session;
    SessionState m_before, m_after;
    MergeKey m_key;
};

} // namespace deltascope::items
