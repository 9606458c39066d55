#pragma once

#include "bridge/request.h"
#include "core/comparison.h"
#include "items/session.h"

#include <QObject>

#include <optional>

namespace deltascope::items {

/// How alike the rack's deltas change weights. It depends on which deltas there are, not on what is attached.
class Likeness : public QObject {
    Q_OBJECT

public:
    Likeness(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);

    /// While it is followed, it is computed again when deltas come or go.
    void setFollowed(bool isFollowed);

    bool isRunning() const { return m_question.isOpen(); }
    bool isSettled() const { return !isRunning(); }
    /// Nothing before it was computed, and while there are fewer than two deltas.
    const std::optional<Comparison> &comparison() const { return m_comparison; }
    const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    void follow();
    void forget();

    Session &m_session;
    bridge::Workspace &m_workspace;
    bridge::Question m_question;
    bool m_isFollowed = false;
    std::vector<DeltaId> m_asked; ///< in the order of their ids, so that moving one asks nothing
    std::optional<Comparison> m_comparison;
    std::optional<Error> m_error;
};

} // namespace deltascope::items
