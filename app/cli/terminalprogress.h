#pragma once

#include "core/progress.h"

#include <chrono>
#include <string>

namespace deltascope::app {

/// Says on standard error how far a long action is: one line that is written over on a terminal, a line every ten
/// seconds elsewhere. What takes only a moment, or says no fraction, says nothing.
class TerminalProgress final : public Progress {
public:
    TerminalProgress();
    ~TerminalProgress() override;

    void report(double fraction, std::string_view what) override;
    bool cancelled() const override { return false; }

private:
    using Clock = std::chrono::steady_clock;

    const bool m_isTerminal;
    Clock::time_point m_last;
    bool m_hasLine = false;
};

} // namespace deltascope::app
