#include "bridge/worker.h"

#include <algorithm>
#include <new>

namespace deltascope::bridge {

bool Question::isOpen() const { return m_place && m_place->worker && m_place->worker->isOpen(m_place->ticket); }

void Question::cancel()
{
    if (isOpen())
        m_place->worker->cancel(m_place->ticket);
}

Worker::Worker(std::function<void()> atEnd, QObject *parent)
    : QObject(parent)
    , m_queue(std::make_unique<JobQueue>(std::move(atEnd)))
{
}

Worker::~Worker() = default;

Error Worker::currentError()
{
    try {
        throw;
    } catch (const Failure &failure) {
        return failure.error();
    } catch (const Cancelled &) {
        return {{}, "cancelled", {}, cancelledCode};
    } catch (const std::bad_alloc &) {
        return {{}, "not enough memory", "use fewer or shorter inputs, or fewer columns", "memory"};
    } catch (const std::exception &error) {
        return {{}, error.what(), {}, "internal"};
    } catch (...) {
        return {{}, "failed for a reason that it does not tell", {}, "internal"};
    }
}

Question Worker::begin(const Ask &ask, std::unique_ptr<Open> open, JobQueue::Job job)
{
    open->key = ask.asker;
    open->asker = ask.asker;
    open->lane = ask.lane;
    open->answersItself = ask.newer == Newer::Stops;
    connect(ask.asker, &QObject::destroyed, this, &Worker::forget, Qt::UniqueConnection);
    std::vector<Ticket> older;
    for (const auto &[ticket, other] : m_open)
        if (other->lane == ask.lane && other->key == ask.asker)
            older.push_back(ticket);
    const auto keep = ask.newer == Newer::Settles ? JobQueue::Keep::Newest : JobQueue::Keep::Every;
    const Ticket ticket
        = m_queue->post({int(ask.lane), keep, reinterpret_cast<std::uintptr_t>(ask.asker)}, std::move(job));
    m_open.emplace(ticket, std::move(open));
    tellBusy(ask.lane);
    if (ask.newer != Newer::IsNothing)
        for (const Ticket old : older)
            cancel(old);
    Question question;
    question.m_place = std::make_shared<Question::Place>(Question::Place{this, ticket});
    return question;
}

ProgressRelay Worker::relay(Ticket ticket, Lane lane, bool hasParts, std::stop_token token)
{
    ProgressRelay::Sinks sinks;
    sinks.report = [this, ticket, lane](double fraction, const QString &what) {
        QMetaObject::invokeMethod(
            this,
            [=, this] {
                if (isOpen(ticket))
                    Q_EMIT progressed(lane, fraction, what);
            },
            Qt::QueuedConnection);
    };
    if (hasParts)
        sinks.part = [this, ticket](Part part) {
            QMetaObject::invokeMethod(
                this,
                [this, ticket, part = std::move(part)] {
                    const auto found = m_open.find(ticket);
                    if (found == m_open.end() || !found->second->asker)
                        return;
                    const auto tell = found->second->part; // a copy: the asker may end the question
                    tell(part);
                },
                Qt::QueuedConnection);
        };
    return ProgressRelay(std::move(token), std::move(sinks));
}

std::unique_ptr<Worker::Open> Worker::take(Ticket ticket)
{
    const auto found = m_open.find(ticket);
    if (found == m_open.end())
        return nullptr;
    std::unique_ptr<Open> open = std::move(found->second);
    m_open.erase(found);
    return open;
}

void Worker::tellBusy(Lane lane)
{
    const bool isBusyNow = isBusy(lane);
    if (isBusyNow == (m_busy.count(lane) > 0))
        return;
    if (isBusyNow)
        m_busy.insert(lane);
    else
        m_busy.erase(lane);
    Q_EMIT busyChanged(lane, isBusyNow);
}

void Worker::settle(Ticket ticket)
{
    const std::unique_ptr<Open> open = take(ticket);
    if (!open)
        return;
    if (open->asker && open->cancelled)
        open->cancelled();
    tellBusy(open->lane);
}

bool Worker::isBusy(Lane lane) const
{
    return std::any_of(m_open.begin(), m_open.end(), [lane](const auto &open) { return open.second->lane == lane; });
}

void Worker::cancel(Ticket ticket)
{
    const auto found = m_open.find(ticket);
    if (found == m_open.end())
        return;
    const bool hasBegun = !m_queue->cancel(ticket);
    if (!hasBegun || !found->second->answersItself)
        settle(ticket);
}

void Worker::cancel(Lane lane)
{
    std::vector<Ticket> tickets;
    for (const auto &[ticket, open] : m_open)
        if (open->lane == lane)
            tickets.push_back(ticket);
    for (const Ticket ticket : tickets)
        cancel(ticket);
}

std::vector<Ticket> Worker::ticketsAboutModel() const
{
    std::vector<Ticket> tickets;
    for (const auto &[ticket, open] : m_open)
        if (open->lane != Lane::Open)
            tickets.push_back(ticket);
    return tickets;
}

void Worker::forget(QObject *asker)
{
    std::vector<Ticket> tickets;
    for (const auto &[ticket, open] : m_open)
        if (open->key == asker)
            tickets.push_back(ticket);
    for (const Ticket ticket : tickets) {
        m_queue->cancel(ticket);
        if (const std::unique_ptr<Open> open = take(ticket))
            tellBusy(open->lane);
    }
}

} // namespace deltascope::bridge
