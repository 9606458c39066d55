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

Ticket JobQueue::post(int lane, Keep keep, Job job)
{
    std::vector<Entry> dropped; // destroyed after the lock: a job may own anything
    const std::lock_guard lock(m_mutex);
    if (keep == Keep::Newest)
        dropLocked([lane](int other) { return other == lane; }, dropped);
    m_waiting.push_back({lane, ++m_last, std::move(job)});
    m_wake.notify_one();
    return m_last;
}

std::vector<Ticket> JobQueue::cancel(int lane)
{
    return drop([lane](int other) { return other == lane; });
}

std::vector<Ticket> JobQueue::cancelAll()
{
    return drop([](int) { return true; });
}

std::vector<Ticket> JobQueue::drop(const std::function<bool(int)> &laneMatches)
{
    std::vector<Entry> dropped;
    const std::lock_guard lock(m_mutex);
    return dropLocked(laneMatches, dropped);
}

std::vector<Ticket> JobQueue::dropLocked(const std::function<bool(int)> &laneMatches, std::vector<Entry> &dropped)
{
    std::vector<Ticket> tickets;
    for (auto entry = m_waiting.begin(); entry != m_waiting.end();) {
        if (!laneMatches(entry->lane)) {
            ++entry;
            continue;
        }
        tickets.push_back(entry->ticket);
        dropped.push_back(std::move(*entry));
        entry = m_waiting.erase(entry);
    }
    if (m_running.stop_possible() && laneMatches(m_runningLane))
        m_running.request_stop();
    return tickets;
}

void JobQueue::work(std::stop_token ending)
{
    for (;;) {
        Entry entry;
        std::stop_token token;
        {
            std::unique_lock lock(m_mutex);
            m_running = std::stop_source(std::nostopstate);
            if (!m_wake.wait(lock, ending, [this] { return !m_waiting.empty(); }) || ending.stop_requested())
                break;
            const auto first = std::min_element(m_waiting.begin(), m_waiting.end(),
                                                [](const Entry &a, const Entry &b) { return a.lane < b.lane; });
            entry = std::move(*first);
            m_waiting.erase(first);
            m_running = std::stop_source();
            m_runningLane = entry.lane;
            token = m_running.get_token();
        }
        entry.job(entry.ticket, std::move(token));
    }
    if (m_atEnd)
        m_atEnd();
}

} // namespace deltascope::bridge
