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
    enum class Call : unsigned { Open = 1, Add = 2, Run = 4, Merge = 8, Shelf = 16, Statistics = 32, Write = 64 };

    void hold(Call call) { m_held |= static_cast<unsigned>(call); }
    /// Lets through all that waits and all that comes.
    void lift(Call call) { m_held &= ~static_cast<unsigned>(call); }
    /// Lets one held call through, the one that waits or the next that comes.
    void letOne() { ++m_permits; }
    /// Calls that wait now.
    int waiting() const { return m_waiting; }

    /// On the engine's thread: false if the call was cancelled.
    bool pass(Call call, const Progress &progress)
    {
        ++m_waiting;
        while ((m_held & static_cast<unsigned>(call)) && !progress.cancelled() && !takePermit())
            std::this_thread::sleep_for(std::chrono::microseconds(200)); // leaves the core to the others
        --m_waiting;
        return !progress.cancelled();
    }

private:
    bool takePermit()
    {
        int permits = m_permits;
        while (permits > 0)
            if (m_permits.compare_exchange_weak(permits, permits - 1))
                return true;
        return false;
    }

    std::atomic<unsigned> m_held = 0;
    std::atomic<int> m_permits = 0, m_waiting = 0;
};

inline Error cancelledError() { return {{}, "cancelled", {}, "cancelled"}; }

} // namespace deltascope::test
