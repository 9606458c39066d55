#pragma once

#include "core/progress.h"

#include <condition_variable>
#include <list>
#include <mutex>

namespace deltascope::served {

/// Keeps requests for the backbone and requests for adapters from being under way at the same time: in vLLM's CPU path
/// the backbone is then answered with the adapter of the last slot (lora/ops/torch_ops/lora_ops.py indexes the slots
/// with -1). In the order of asking. Thread-safe.
class BatchGate {
public:
    enum class Side { Backbone, Adapters };

    /// In for as long as it lives. Throws Cancelled.
    class Pass {
    public:
        Pass(BatchGate &gate, Side side, const Progress &progress);
        ~Pass();
        Pass(const Pass &) = delete;
        Pass &operator=(const Pass &) = delete;

    private:
        BatchGate &m_gate;
    };

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Side m_side = Side::Backbone; ///< of those inside
    int m_inside = 0;
    std::list<const Pass *> m_waiting; ///< the next one first
};

} // namespace deltascope::served
