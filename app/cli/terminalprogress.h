#pragma once

#include "app/cli/interruption.h"
#include "core/progress.h"

#include <chrono>
#include <string>

namespace deltascope::app {

/// Says on standard error how far a long action is: one line that is written over on a terminal, a line every ten
/// seconds elsewhere. What takes only a moment, or says no fraction, says nothing.
class TerminalProgress final : public Progress {
public:
    /// What it is for is cancelled once the interruption came; null: it never is.
    explicit TerminalProgress(const Interruption *interruption = nullptr);
    ~TerminalProgress() override;

    void report(double fraction, std::string_view what) override;
    bool cancelled() const override { return m_interruption && m_interruption->came(); }

private:
    using Clock = std::chrono::steady_clock;

    const Interruption *m_interruption;
    const bool m_isTerminal;
    Clock::time_point m_last;
    bool m_hasLine = false;
};

} // namespace deltascope::app
