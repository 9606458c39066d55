#include "items/editcommand.h"

#include <algorithm>

namespace deltascope::items {

using session::Edit;

EditCommand::EditCommand(Session &session, const QString &text, session::Edits forward, session::Edits backward,
                         Gesture gesture)
    : QUndoCommand(text)
    , m_session(session)
    , m_forward(std::move(forward))
    , m_backward(std::move(backward))
    , m_gesture(gesture)
{
}

bool EditCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const EditCommand *>(other);
    if (!(next->m_gesture == m_gesture))
        return false;
    for (const Edit &edit : next->m_forward) {
        if (sameTarget(m_forward.back(), edit))
            m_forward.back() = edit;
        else
            m_forward.push_back(edit);
    }
    session::Edits backward;
    for (const Edit &edit : next->m_backward)
        if (std::none_of(m_backward.begin(), m_backward.end(),
                         [&edit](const Edit &earlier) { return sameTarget(edit, earlier); }))
            backward.push_back(edit);
    m_backward.insert(m_backward.begin(), backward.begin(), backward.end());
    setObsolete(m_session.isSameAfter(m_backward, m_forward));
    return true;
}

} // namespace deltascope::items
