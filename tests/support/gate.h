#pragma once

#include "core/outcome.h"
#include "core/progress.h"

#include <atomic>
#include <chrono>
#include <thread>

namespace deltascope::test {

/// What a test and its engine, which lives on another thread, share: which calls wait until they are let through or
/// cancelled.
class Gate {
public:
    enum class Call : unsigned {
        Open = 1,
        Add = 2,
        Run = 4,
        Merge = 8,
        Shelf = 16,
        Statistics = 32,
        Write = 64,
        Score = 128,
        Judge = 256
    };

    void hold(Call call) { m_held |= static_cast<unsigned>(call); }
    /// Lets through all that waits and all that comes.
    void lift(Call call) { m_held &= ~static_cast<unsigned>(call); }
    /// Counts the calls that came; the last one's number.
    int entered() const { return m_entered; }
    /// Lets the calls through that came up to that number, and none that came later.
    void letUpTo(int number) { m_let = number; }
    /// Calls that wait now.
    int waiting() const { return m_waiting; }

    /// On the engine's thread: false if the call was cancelled.
    bool pass(Call call, const Progress &progress)
    {
        const int number = ++m_entered;
        ++m_waiting;
        while ((m_held & static_cast<unsigned>(call)) && !progress.cancelled() && m_let < number)
            std::this_thread::sleep_for(std::chrono::microseconds(200)); // leaves the core to the others
        --m_waiting;
        return !progress.cancelled();
    }

private:
    std::atomic<unsigned> m_held = 0;
    std::atomic<int> m_entered = 0, m_let = 0, m_waiting = 0;
};

inline Error cancelledError() { return {{}, "cancelled", {}, "cancelled"}; }

} // namespace deltascope::test
