#include "bridge/jobqueue.h"

#include <algorithm>
#include <utility>

namespace deltascope::bridge {

JobQueue::JobQueue(std::function<void()> atEnd)
    : m_atEnd(std::move(atEnd))
    , m_thread([this](std::stop_token ending) { work(std::move(ending)); })
{
}

JobQueue::~JobQueue()
{
    m_thread.request_stop();
    cancelAll();
    m_thread.join();
}

Ticket JobQueue::post(const Place &place, Job job)
{
    std::vector<Entry> dropped; // destroyed after the lock
    const std::lock_guard lock(m_mutex);
    if (place.keep == Keep::Newest)
        dropped = dropLocked(
            [&place](const Place &other, Ticket) { return other.lane == place.lane && other.group == place.group; });
    m_waiting.push_back({place, ++m_last, std::move(job), {}});
    m_wake.notify_one();
    return m_last;
}

bool JobQueue::cancel(Ticket ticket)
{
    std::vector<Entry> dropped;
    const std::lock_guard lock(m_mutex);
    dropped = dropLocked([ticket](const Place &, Ticket other) { return other == ticket; });
    return !dropped.empty();
}

void JobQueue::cancelAll()
{
    std::vector<Entry> dropped;
    const std::lock_guard lock(m_mutex);
    dropped = dropLocked([](const Place &, Ticket) { return true; });
}

std::vector<JobQueue::Entry> JobQueue::dropLocked(const Matches &matches)
{
    std::vector<Entry> dropped;
    for (auto entry = m_waiting.begin(); entry != m_waiting.end();) {
        if (!matches(entry->place, entry->ticket)) {
            ++entry;
            continue;
        }
        dropped.push_back(std::move(*entry));
        entry = m_waiting.erase(entry);
    }
    if (m_runningTicket && matches(m_runningPlace, m_runningTicket))
        m_running.request_stop();
    return dropped;
}

void JobQueue::work(std::stop_token ending)
{
    for (;;) {
        Entry entry;
        {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait(lock, ending, [this] { return !m_waiting.empty(); }) || ending.stop_requested())
                break;
            const auto first = std::min_element(m_waiting.begin(), m_waiting.end(), [](const Entry &a, const Entry &b) {
                return a.place.lane < b.place.lane;
            });
            entry = std::move(*first);
            m_waiting.erase(first);
            m_running = entry.stop;
            m_runningPlace = entry.place;
            m_runningTicket = entry.ticket;
        }
        const Turn turn = entry.job(entry.ticket, entry.stop.get_token());
        const std::lock_guard lock(m_mutex);
        m_runningTicket = 0;
        if (turn == Turn::Again && !entry.stop.stop_requested())
            m_waiting.push_front(std::move(entry));
    }
    if (m_atEnd)
        m_atEnd();
}

} // namespace deltascope::bridge
