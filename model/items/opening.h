#pragma once

#include "bridge/request.h"
#include "items/session.h"
#include "items/sessionjson.h"

#include <QObject>
#include <QSet>

namespace deltascope::items {

/// Brings a session up: opens the model, loads its deltas, sets up columns and inputs. A plan without columns gets
/// "as attached", the backbone and every delta alone; one without inputs leaves those that are there.
class Opening : public QObject {
    Q_OBJECT

public:
    Opening(Session &session, bridge::Workspace &workspace, QObject *parent = nullptr);

    void start(const SavedSession &plan);
    void cancel();
    /// Of what is open now.
    const OpenRequest &model() const { return m_model; }
    bool isBusy() const { return m_question.isOpen() || !m_adding.isEmpty(); }

Q_SIGNALS:
    void opened(); ///< the network is there; deltas may still load
    void finished(); ///< all is there that could be loaded
    void failed(const Error &error); ///< the model could not be opened; what was open stays

private:
    void take(const SavedSession &plan, const NetworkInfo &network);
    void endAdding(bridge::Ticket ticket);
    void finish();

    Session &m_session;
    bridge::Workspace &m_workspace;
    SavedSession m_plan; ///< of what is open
    OpenRequest m_model; ///< of what is open
    bridge::Question m_question;
    QSet<bridge::Ticket> m_adding;
};

} // namespace deltascope::items
