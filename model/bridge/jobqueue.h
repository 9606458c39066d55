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
/// posting.
class JobQueue {
public:
    using Job = std::function<void(Ticket, std::stop_token)>;
    /// What a new job means for those that wait or run in the same lane: Newest drops and stops them.
    enum class Keep { Newest, Every };

    /// `atEnd` runs on the worker thread after the last job.
    explicit JobQueue(std::function<void()> atEnd = {});
    /// Drops what waits, asks the running job to stop and waits for it.
    ~JobQueue();
    JobQueue(const JobQueue &) = delete;
    JobQueue &operator=(const JobQueue &) = delete;

    Ticket post(int lane, Keep keep, Job job);

    /// Drops the waiting jobs of a lane, which it returns, and asks a running one to stop.
    std::vector<Ticket> cancel(int lane);
    std::vector<Ticket> cancelAll();

private:
    struct Entry {
        int lane;
        Ticket ticket;
        Job job;
    };

    void work(std::stop_token ending);
    std::vector<Ticket> dropLocked(const std::function<bool(int)> &laneMatches, std::vector<Entry> &dropped);
    std::vector<Ticket> drop(const std::function<bool(int)> &laneMatches);

    std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::deque<Entry> m_waiting;
    Ticket m_last = 0;
    int m_runningLane = 0;
    std::stop_source m_running{std::nostopstate};
    std::function<void()> m_atEnd;
    std::jthread m_thread; // last: started when all else is there, joined before anything goes
};

} // namespace deltascope::bridge
