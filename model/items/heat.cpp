#include "items/heat.h"

namespace deltascope::items {

Heat::Heat(Session &session, Questions &questions, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_questions(questions)
{
    connect(&session, &Session::networkChanged, this, &Heat::forget);
    connect(&session, &Session::deltasChanged, this, &Heat::follow);
    connect(&session, &Session::engineTold, this, &Heat::measureNext);
}

void Heat::setFollowed(bool isFollowed)
{
    if (m_isFollowed == isFollowed)
        return;
    m_isFollowed = isFollowed;
    isFollowed ? measureNext() : forget();
}

void Heat::forget()
{
    m_question.cancel();
    m_norms.clear();
    Q_EMIT changed();
    measureNext();
}

/// What is gone counts no more, not even as the largest.
void Heat::follow()
{
    const auto isGone = [this](const auto &known) { return !m_session.state().find(known.first); };
    if (std::erase_if(m_norms, isGone) > 0)
        Q_EMIT changed();
    measureNext();
}

void Heat::measureNext()
{
    if (!m_isFollowed || m_question.isOpen() || !m_session.isEngineTold())
        return;
    for (const SessionDelta &delta : m_session.state().deltas) {
        const DeltaId id = delta.setting.id;
        if (!delta.isThere() || m_norms.contains(id))
            continue;
        const auto take = [this, id](const std::vector<SiteNorm> &norms) {
            std::map<int, double> &own = m_norms[id];
            for (const SiteNorm &norm : norms)
                own[norm.module] = std::max(own[norm.module], norm.relative);
            Q_EMIT changed();
            measureNext();
        };
        m_question = m_questions.norms(this, id, {.then = take, .failed = [take](const Error &) { take({}); }});
        return;
    }
}

} // namespace deltascope::items
