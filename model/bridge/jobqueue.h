#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace deltascope::bridge {

/// Names one request; tickets of one queue only grow. 0 is no request.
using Ticket = std::uint64_t;

/// One worker thread and its waiting jobs. Jobs run one at a time: lower lanes first, within a lane in order of
/// posting. A long job may give way: it runs in turns, between which more urgent ones come.
class JobQueue {
public:
    /// What a job says at the end of its turn. Again: it has more to do, and keeps its place.
    enum class Turn { Done, Again };
    /// Must not throw.
    using Job = std::function<Turn(Ticket, std::stop_token)>;
    /// What a new job means for those of its lane and group that wait or run: Newest drops and stops them.
    enum class Keep { Newest, Every };
    struct Place {
        int lane = 0;
        Keep keep = Keep::Every;
        std::uintptr_t group = 0; ///< who asks
    };

    /// `atEnd` runs on the worker thread after the last job.
    explicit JobQueue(std::function<void()> atEnd = {});
    /// Drops what waits, asks the running job to stop and waits for it.
    ~JobQueue();
    JobQueue(const JobQueue &) = delete;
    JobQueue &operator=(const JobQueue &) = delete;

    Ticket post(const Place &place, Job job);

    /// Drops the job if it waits, which it returns, or asks it to stop if it runs.
    bool cancel(Ticket ticket);
    void cancelAll();

private:
    struct Entry {
        Place place;
        Ticket ticket = 0;
        Job job;
        std::stop_source stop;
    };
    using Matches = std::function<bool(const Place &, Ticket)>;

    void work(std::stop_token ending);
    /// The dropped entries, to be destroyed once the lock is gone: a job may own anything.
    std::vector<Entry> dropLocked(const Matches &matches);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Entry> m_waiting;
    Ticket m_last = 0;
    Ticket m_runningTicket = 0; ///< 0: none runs
    Place m_runningPlace;
    std::stop_source m_running{std::nostopstate};
    std::function<void()> m_atEnd;
    std::jthread m_thread; // last: started when all else is there, joined before anything goes
};

} // namespace deltascope::bridge
