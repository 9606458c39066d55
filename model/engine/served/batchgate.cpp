#include "engine/served/batchgate.h"

#include "core/outcome.h"

#include <chrono>

namespace deltascope::served {

BatchGate::Pass::Pass(BatchGate &gate, Side side, const Progress &progress)
    : m_gate(gate)
{
    constexpr auto cancelPoll = std::chrono::milliseconds(60);
    std::unique_lock lock(gate.m_mutex);
    gate.m_waiting.push_back(this);
    while (gate.m_waiting.front() != this || (gate.m_inside > 0 && gate.m_side != side)) {
        if (progress.cancelled()) {
            gate.m_waiting.remove(this);
            gate.m_changed.notify_all();
            throw Cancelled();
        }
        gate.m_changed.wait_for(lock, cancelPoll);
    }
    gate.m_waiting.pop_front();
    gate.m_side = side;
    ++gate.m_inside;
    gate.m_changed.notify_all();
}

BatchGate::Pass::~Pass()
{
    const std::lock_guard lock(m_gate.m_mutex);
    --m_gate.m_inside;
    m_gate.m_changed.notify_all();
}

} // namespace deltascope::served
