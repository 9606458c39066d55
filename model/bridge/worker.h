#pragma once

#include "bridge/lane.h"
#include "bridge/progressrelay.h"
#include "bridge/request.h"

#include <QObject>

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace deltascope::bridge {

/// One thread that answers questions, in the order of their lanes. All else lives on the thread of this object.
class Worker : public QObject {
    Q_OBJECT

public:
    /// What a newer question of this asker in this lane means for the older ones. Settles: they are `cancelled`. Stops:
    /// so they are while they wait; one that runs is asked to stop and answers for itself. IsNothing: all are answered.
    enum class Newer { Settles, Stops, IsNothing };
    struct Ask {
        QObject *asker;
        Lane lane;
        Newer newer = Newer::Settles;
    };
    /// Done in turns: nothing while there is more to do.
    template<class T>
    using Turns = std::function<std::optional<Outcome<T>>(ProgressRelay &)>;

    /// `atEnd` runs on the worker's thread after the last job.
    explicit Worker(std::function<void()> atEnd = {}, QObject *parent = nullptr);
    ~Worker() override;

    template<class T>
    Question ask(const Ask &ask, Turns<T> turns, Request<T> request);

    bool isOpen(Ticket ticket) const { return m_open.count(ticket) > 0; }
    bool isBusy(Lane lane) const;
    /// Answers it with `cancelled`, but for a question that runs and answers for itself.
    void cancel(Ticket ticket);
    void cancel(Lane lane);
    /// Of every lane but Open.
    std::vector<Ticket> ticketsAboutModel() const;

Q_SIGNALS:
    void progressed(Lane lane, double fraction, const QString &what);
    void busyChanged(Lane lane, bool isBusy);
    void failed(Lane lane, const Error &error); ///< after the asker was told

private:
    /// What is kept of a question until it is answered.
    struct Open {
        QObject *key = nullptr; ///< names the asker, also when it is gone
        QPointer<QObject> asker;
        Lane lane = Lane::Open;
        bool answersItself = false; ///< once it runs: what is done by then stays done
        std::function<void(const Part &)> part;
        std::function<void()> cancelled;
        virtual ~Open() = default;
    };
    template<class T>
    struct Typed final : Open {
        Request<T> request;
    };

    Question begin(const Ask &ask, std::unique_ptr<Open> open, JobQueue::Job job);
    /// Takes it out of the list; null if it was answered before.
    std::unique_ptr<Open> take(Ticket ticket);
    void tellBusy(Lane lane);
    void settle(Ticket ticket);
    void forget(QObject *asker);
    ProgressRelay relay(Ticket ticket, Lane lane, bool hasParts, std::stop_token token);
    template<class T>
    void deliver(Ticket ticket, Outcome<T> outcome);
    template<class T>
    void tell(Open &open, Outcome<T> outcome);
    /// Runs one turn; what it throws is an Error. Free of the asker: it runs on the worker's thread.
    template<class T>
    static std::optional<Outcome<T>> guarded(const Turns<T> &turns, ProgressRelay &progress);
    static Error currentError();

    std::map<Ticket, std::unique_ptr<Open>> m_open;
    std::set<Lane> m_busy; ///< as was told
    std::unique_ptr<JobQueue> m_queue; // last: its thread ends before anything it delivers to
};

/// Work that is done in one turn.
template<class T, class Work>
Worker::Turns<T> once(Work work)
{
    return [work = std::move(work)](ProgressRelay &progress) { return std::optional<Outcome<T>>(work(progress)); };
}

template<class T>
std::optional<Outcome<T>> Worker::guarded(const Turns<T> &turns, ProgressRelay &progress)
{
    try {
        return turns(progress);
    } catch (...) {
        return Outcome<T>(currentError());
    }
}

template<class T>
Question Worker::ask(const Ask &ask, Turns<T> turns, Request<T> request)
{
    auto open = std::make_unique<Typed<T>>();
    open->part = request.part;
    open->cancelled = request.cancelled;
    const bool hasParts = bool(request.part);
    open->request = std::move(request);
    return begin(
        ask, std::move(open),
        [this, lane = ask.lane, hasParts, turns = std::move(turns)](Ticket ticket, std::stop_token token) {
            ProgressRelay progress = relay(ticket, lane, hasParts, token);
            std::optional<Outcome<T>> outcome = guarded<T>(turns, progress);
            if (!outcome && !token.stop_requested())
                return JobQueue::Turn::Again;
            if (!outcome || (!outcome->ok() && token.stop_requested()))
                outcome = Outcome<T>(Error{{}, "cancelled", {}, cancelledCode});
            QMetaObject::invokeMethod(
                this,
                [this, ticket, outcome = std::move(*outcome)]() mutable { deliver<T>(ticket, std::move(outcome)); },
                Qt::QueuedConnection);
            return JobQueue::Turn::Done;
        });
}

/// The one place where an answer that nobody waits for any more ends.
template<class T>
void Worker::deliver(Ticket ticket, Outcome<T> outcome)
{
    const std::unique_ptr<Open> open = take(ticket);
    if (!open)
        return;
    if (open->asker)
        tell<T>(*open, std::move(outcome));
    tellBusy(open->lane);
}

template<class T>
void Worker::tell(Open &open, Outcome<T> outcome)
{
    Request<T> &request = static_cast<Typed<T> &>(open).request;
    if (outcome.ok()) {
        if (request.then)
            request.then(std::move(outcome.value()));
    } else if (outcome.error().code == cancelledCode) {
        if (request.cancelled)
            request.cancelled();
    } else {
        if (request.failed)
            request.failed(outcome.error());
        Q_EMIT failed(open.lane, outcome.error());
    }
}

} // namespace deltascope::bridge
