#include "bridge/jobqueue.h"

#include <doctest/doctest.h>

#include <atomic>
#include <future>
#include <mutex>

using namespace deltascope::bridge;
using Keep = JobQueue::Keep;
using Turn = JobQueue::Turn;

namespace {

/// Collects what ran, in order.
class Record {
public:
    JobQueue::Job job(int value)
    {
        return [this, value](Ticket, std::stop_token) {
            add(value);
            return Turn::Done;
        };
    }
    void add(int value)
    {
        const std::lock_guard lock(m_mutex);
        m_values.push_back(value);
    }
    std::vector<int> values()
    {
        const std::lock_guard lock(m_mutex);
        return m_values;
    }

private:
    std::mutex m_mutex;
    std::vector<int> m_values;
};

/// Keeps the worker in a job of lane `lane` until release() or until the job is asked to stop.
class Gate {
public:
    Gate(JobQueue &queue, int lane)
    {
        ticket = queue.post({lane, Keep::Every}, [this](Ticket, std::stop_token token) {
            m_started.set_value();
            while (!m_open && !token.stop_requested())
                std::this_thread::yield();
            stopped = token.stop_requested();
            m_ended.set_value();
            return Turn::Done;
        });
        m_started.get_future().wait();
    }
    void release() { m_open = true; }
    void waitForEnd() { m_ended.get_future().wait(); }

    Ticket ticket = 0;
    std::atomic<bool> stopped = false;

private:
    std::promise<void> m_started, m_ended;
    std::atomic<bool> m_open = false;
};

void drain(JobQueue &queue)
{
    std::promise<void> done;
    queue.post({1000, Keep::Every}, [&](Ticket, std::stop_token) {
        done.set_value();
        return Turn::Done;
    });
    done.get_future().wait();
}

} // namespace

TEST_CASE("lower lanes go first and a lane keeps its order")
{
    JobQueue queue;
    Record record;
    Gate gate(queue, 0);
    queue.post({5, Keep::Every}, record.job(51));
    queue.post({2, Keep::Every}, record.job(21));
    queue.post({5, Keep::Every}, record.job(52));
    queue.post({2, Keep::Every}, record.job(22));
    gate.release();
    drain(queue);
    CHECK(record.values() == std::vector{21, 22, 51, 52});
}

TEST_CASE("the newest of a lane replaces those that wait")
{
    JobQueue queue;
    Record record;
    Gate gate(queue, 0);
    for (int i = 1; i <= 10; ++i)
        queue.post({3, Keep::Newest}, record.job(i));
    queue.post({4, Keep::Newest}, record.job(40));
    gate.release();
    drain(queue);
    CHECK(record.values() == std::vector{10, 40});
}

TEST_CASE("the newest of a lane stops the running one, other lanes do not")
{
    JobQueue queue;
    Record record;
    Gate other(queue, 1);
    queue.post({2, Keep::Newest}, record.job(2));
    other.release();
    other.waitForEnd();
    CHECK_FALSE(other.stopped);
    Gate same(queue, 3);
    queue.post({3, Keep::Newest}, record.job(3));
    same.waitForEnd();
    CHECK(same.stopped);
    drain(queue);
    CHECK(record.values() == std::vector{2, 3});
}

TEST_CASE("the newest of another asker replaces nothing")
{
    JobQueue queue;
    Record record;
    Gate gate(queue, 0);
    queue.post({3, Keep::Newest, 1}, record.job(1));
    queue.post({3, Keep::Newest, 2}, record.job(2));
    queue.post({3, Keep::Newest, 1}, record.job(3));
    gate.release();
    drain(queue);
    CHECK(record.values() == std::vector{2, 3});
}

TEST_CASE("cancel drops a job that waits, says so, and stops one that runs")
{
    JobQueue queue;
    Record record;
    Gate gate(queue, 1);
    const Ticket first = queue.post({1, Keep::Every}, record.job(1));
    queue.post({2, Keep::Every}, record.job(3));
    CHECK(queue.cancel(first));
    CHECK_FALSE(queue.cancel(first));
    CHECK_FALSE(queue.cancel(gate.ticket));
    gate.waitForEnd();
    CHECK(gate.stopped);
    drain(queue);
    CHECK(record.values() == std::vector{3});
}

TEST_CASE("a job in turns gives way to what is more urgent and keeps its place")
{
    JobQueue queue;
    Record record;
    Gate gate(queue, 0);
    int turns = 0;
    queue.post({5, Keep::Every}, [&](Ticket, std::stop_token) {
        record.add(50 + ++turns);
        if (turns == 2)
            queue.post({1, Keep::Every}, record.job(1));
        return turns < 4 ? Turn::Again : Turn::Done;
    });
    queue.post({5, Keep::Every}, record.job(60));
    gate.release();
    drain(queue);
    CHECK(record.values() == std::vector{51, 52, 1, 53, 54, 60});
}

TEST_CASE("a job in turns that is stopped has no further turn")
{
    JobQueue queue;
    Record record;
    std::promise<Ticket> begun;
    std::promise<void> stopped;
    const auto go = stopped.get_future().share();
    queue.post({5, Keep::Every}, [&](Ticket ticket, std::stop_token) {
        record.add(1);
        begun.set_value(ticket); // a second turn would throw
        go.wait();
        return Turn::Again;
    });
    queue.cancel(begun.get_future().get());
    stopped.set_value();
    drain(queue);
    CHECK(record.values() == std::vector{1});
}

TEST_CASE("a stop asked of one job never reaches the next")
{
    JobQueue queue;
    for (int i = 0; i < 200; ++i) {
        std::promise<bool> stopped;
        queue.cancelAll();
        queue.post({1, Keep::Every}, [&](Ticket, std::stop_token token) {
            stopped.set_value(token.stop_requested());
            return Turn::Done;
        });
        CHECK_FALSE(stopped.get_future().get());
    }
}

TEST_CASE("the end drops what waits, stops what runs and calls the last hook on the worker")
{
    Record record;
    std::thread::id worker, last;
    {
        JobQueue queue([&] { last = std::this_thread::get_id(); });
        queue.post({0, Keep::Every}, [&](Ticket, std::stop_token token) {
            worker = std::this_thread::get_id();
            while (!token.stop_requested())
                std::this_thread::yield();
            return Turn::Done;
        });
        queue.post({1, Keep::Every}, record.job(1));
    }
    CHECK(record.values().empty());
    CHECK(last != std::this_thread::get_id());
    CHECK((worker == std::thread::id{} || worker == last));
}

TEST_CASE("many threads post and cancel at once")
{
    std::atomic<int> ran = 0, dropped = 0;
    constexpr int threads = 4, each = 500;
    {
        JobQueue queue;
        std::vector<std::jthread> posters;
        for (int t = 0; t < threads; ++t) {
            posters.emplace_back([&, t] {
                for (int i = 0; i < each; ++i) {
                    const Ticket ticket = queue.post({t, Keep::Every}, [&](Ticket, std::stop_token) {
                        ++ran;
                        return Turn::Done;
                    });
                    if (i % 7 == 0)
                        dropped += queue.cancel(ticket);
                }
            });
        }
        posters.clear();
        drain(queue);
    }
    CHECK(ran + dropped == threads * each);
}
