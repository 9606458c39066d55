#pragma once

#include "bridge/workspace.h"
#include "files/sessionfile.h"
#include "items/session.h"

#include <QObject>

namespace deltascope::items {

/// Brings a session up: opens its model, then shows it with its deltas loading. A session without columns gets "as
/// attached", the backbone and every delta alone; one without inputs keeps those that are there.
class Opening : public QObject {
    Q_OBJECT

public:
    Opening(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);

    void start(files::SessionFile plan);
    /// Opens what is open in another way; what is edited until it is there counts.
    void restart(OpenRequest model);
    void cancel();
    /// Of what is open now.
    const OpenRequest &model() const { return m_model; }
    bool isBusy() const { return m_openTicket != 0 || m_session.isLoading(); }
    /// What is open, as it can be kept.
    files::SessionFile current() const;

Q_SIGNALS:
    void opened(); ///< the network is there; deltas may still load
    void finished(); ///< all is there that could be loaded
    void failed(const Error &error); ///< the model could not be opened; what was open stays

private:
    void takeNetwork(bridge::Ticket ticket, const NetworkInfo &network);

    Session &m_session;
    bridge::Workspace &m_workspace;
    files::SessionFile m_plan;
    OpenRequest m_model;
    bridge::Ticket m_openTicket = 0;
    bool m_isRestarting = false, m_isFinishing = false;
};

} // namespace deltascope::items
