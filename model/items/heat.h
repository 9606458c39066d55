#pragma once

#include "items/questions.h"
#include "items/session.h"

#include <QObject>

#include <map>

namespace deltascope::items {

/// How large the rack's deltas change the weights of their modules, |dW| / |W|, one delta after the other.
class Heat : public QObject {
    Q_OBJECT

public:
    /// By delta, by module. A delta that changes no weight has none.
    using Norms = std::map<DeltaId, std::map<int, double>>;

    Heat(Session &session, Questions &questions, QObject *parent = nullptr);
    /// While it is followed, deltas that come are measured too; else there is nothing.
    void setFollowed(bool isFollowed);
    bool isSettled() const { return !m_question.isOpen(); }
    const Norms &norms() const { return m_norms; }

Q_SIGNALS:
    void changed();

private:
    void forget();
    void follow();
    void measureNext();

    Session &m_session;
    Questions &m_questions;
    Question m_question;
    bool m_isFollowed = false;
    Norms m_norms;
};

} // namespace deltascope::items
