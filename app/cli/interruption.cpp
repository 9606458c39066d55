#include "app/cli/interruption.h"

namespace deltascope::app {

namespace {

volatile std::sig_atomic_t interrupted = 0;

extern "C" void note(int) { interrupted = 1; }

} // namespace

Interruption::Interruption()
{
    interrupted = 0;
    struct sigaction first = {};
    first.sa_handler = note;
    first.sa_flags = SA_RESETHAND | SA_RESTART;
    sigaction(SIGINT, &first, &m_before);
}

Interruption::~Interruption() { sigaction(SIGINT, &m_before, nullptr); }

bool Interruption::came() const { return interrupted != 0; }

} // namespace deltascope::app
