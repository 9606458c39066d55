#pragma once

#include "bridge/request.h"
#include "files/sessionfile.h"
#include "items/session.h"

#include <QObject>

#include <functional>

namespace deltascope::bridge {
class Workspace;
}

namespace deltascope::items {

/// Brings a session up: opens its model, then shows it with its deltas loading. A session without columns gets "as
/// attached", the backbone and every delta alone; one without inputs keeps those that are there.
class Opening : public QObject {
    Q_OBJECT

public:
    Opening(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);

    void start(files::SessionFile plan);
    /// Opens what is open in another way; what is edited until it is there counts.
    void restart(const OpenRequest &model);
    /// Of what is open now.
    const OpenRequest &model() const { return m_model; }
    bool isBusy() const { return m_question.isOpen() || m_session.isLoading(); }
    /// What is open, as it can be kept.
    files::SessionFile current() const;

Q_SIGNALS:
    void opened(); ///< the network is there; deltas may still load
    void finished(); ///< all is there that could be loaded
    void failed(const Error &error); ///< the model could not be opened; what was open stays
    void cancelled(); ///< the opening was stopped; what was open stays

private:
    void open(const OpenRequest &model, std::function<void(NetworkInfo)> then);
    void take(files::SessionFile plan, NetworkInfo network, Session::Unfinished unfinished);

    Session &m_session;
    bridge::Workspace &m_workspace;
    OpenRequest m_model; ///< of what is open
    bridge::Question m_question;
    int m_asked = 0; ///< counts openings: only the newest one's failing is told, others were given up for it
    bool m_isFinishing = false;
};

} // namespace deltascope::items
