#pragma once

#include <csignal>

namespace deltascope::app {

/// While it lives, the first Ctrl+C (SIGINT) is only noted, so that what is done by then can be answered; the second
/// ends the program as ever. One at a time.
class Interruption {
public:
    Interruption();
    ~Interruption();
    Interruption(const Interruption &) = delete;
    Interruption &operator=(const Interruption &) = delete;

    bool came() const;

    static constexpr int status = 128 + SIGINT; ///< what a program ends with that was interrupted

private:
    struct sigaction m_before = {};
};

} // namespace deltascope::app
