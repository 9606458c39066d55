#include "app/cli/terminalprogress.h"

#include <cstdio>

#include <unistd.h>

namespace deltascope::app {

namespace {
constexpr auto refresh = std::chrono::milliseconds(100), lineEvery = std::chrono::milliseconds(10'000);
constexpr char clearLine[] = "\r\x1b[K";
} // namespace

TerminalProgress::TerminalProgress(const Interruption *interruption)
    : m_interruption(interruption)
    , m_isTerminal(::isatty(STDERR_FILENO) == 1)
    , m_last(m_isTerminal ? Clock::time_point() : Clock::now())
{
}

TerminalProgress::~TerminalProgress()
{
    if (m_hasLine)
        std::fputs(clearLine, stderr);
}

void TerminalProgress::report(double fraction, std::string_view what)
{
    const auto now = Clock::now();
    if (fraction < 0 || now - m_last < (m_isTerminal ? refresh : lineEvery))
        return;
    m_last = now;
    std::fprintf(stderr, "%s%3.0f %%  %.*s%s", m_isTerminal ? clearLine : "", fraction * 100,
                 static_cast<int>(what.size()), what.data(), m_isTerminal ? "" : "\n");
    std::fflush(stderr);
    m_hasLine = m_isTerminal;
}

} // namespace deltascope::app
