#pragma once

#include "items/session.h"

#include <QUndoCommand>

namespace deltascope::items {

/// One step of undo: edits and those that take them back. Steps of one gesture become one.
class EditCommand final : public QUndoCommand {
public:
    EditCommand(Session &session, const QString &text, session::Edits forward, session::Edits backward,
                Gesture gesture);

    void undo() override { m_session.play(m_backward); }
    void redo() override { m_session.play(m_forward); }
    int id() const override { return m_gesture.number ? 1 : -1; }
    bool mergeWith(const QUndoCommand *other) override;

private:
    Session &m_session;
    session::Edits m_forward, m_backward;
    Gesture m_gesture;
};

} // namespace deltascope::items
