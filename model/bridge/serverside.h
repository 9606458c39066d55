#pragma once

#include "bridge/lane.h"
#include "bridge/request.h"
#include "core/served.h"

#include <QObject>

#include <memory>
#include <string>

namespace deltascope::bridge {

class Worker;

/// One server. It is asked on a thread of its own, so that nobody waits for one that stalls; see Request for what
/// becomes of a question.
class ServerSide : public QObject {
    Q_OBJECT

public:
    /// The key, if there is one, is that of the environment.
    explicit ServerSide(ServerAddress address, QObject *parent = nullptr);
    ~ServerSide() override;

    const ServerAddress &address() const { return m_address; }

    /// A newer question of the asker replaces the older one.
    Question state(QObject *asker, Request<ServedState> answer);
    /// Every completion is answered, in order. Parts are RunPart, of one cell.
    Question complete(QObject *asker, const CompletionRequest &request, Request<Completion> answer);
    /// These all happen, in order.
    Question unload(QObject *asker, const std::string &adapter, Request<Done> answer);
    /// In place of what has its name there.
    Question load(QObject *asker, const ServedAdapter &adapter, Request<Done> answer);

private:
    struct Side;
    template<class T, class Work>
    Question ask(QObject *asker, Lane lane, Work work, Request<T> answer);

    const ServerAddress m_address;
    std::shared_ptr<Side> m_side; ///< what only the thread touches
    std::unique_ptr<Worker> m_worker;
};

} // namespace deltascope::bridge
