#include "items/likeness.h"

#include "bridge/workspace.h"

#include <algorithm>

namespace deltascope::items {

Likeness::Likeness(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    connect(&session, &Session::networkChanged, this, &Likeness::forget);
    connect(&session, &Session::deltasChanged, this, &Likeness::follow);
    connect(&session, &Session::engineTold, this, &Likeness::follow);
}

void Likeness::setFollowed(bool isFollowed)
{
    m_isFollowed = isFollowed;
    follow();
}

void Likeness::follow()
{
    if (!m_isFollowed || !m_session.isEngineTold())
        return;
    std::vector<DeltaId> wanted;
    for (const SessionDelta &delta : m_session.state().deltas)
        if (delta.isThere())
            wanted.push_back(delta.setting.id);
    std::sort(wanted.begin(), wanted.end());
    if (wanted == m_asked) {
        Q_EMIT changed(); // another name or colour
        return;
    }
    m_question.cancel();
    m_asked = wanted;
    m_comparison.reset();
    m_error.reset();
    if (wanted.size() > 1)
        m_question = m_workspace.compare(this, wanted,
                                         {.then =
                                              [this](const Comparison &comparison) {
                                                  m_comparison = comparison;
                                                  Q_EMIT changed();
                                              },
                                          .failed =
                                              [this](const Error &error) {
                                                  m_error = error;
                                                  Q_EMIT changed();
                                              },
                                          .cancelled = [this] { m_asked.clear(); }});
    Q_EMIT changed();
}

void Likeness::forget()
{
    m_question.cancel();
    m_asked.clear();
    m_comparison.reset();
    m_error.reset();
    follow();
    Q_EMIT changed();
}

} // namespace deltascope::items
