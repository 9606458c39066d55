#include "app/signalcloser.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace deltascope::app {

namespace {

constexpr int handled[] = {SIGTERM, SIGINT, SIGHUP};

/// A signal's handler may do little more than write: the byte wakes the window's own loop.
int pipes[2] = {-1, -1};

extern "C" void wake(int)
{
    const char byte = 0;
    [[maybe_unused]] const auto written = ::write(pipes[1], &byte, 1);
}

} // namespace

SignalCloser::SignalCloser(QWidget &window)
{
    if (::pipe2(pipes, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    m_notifier = new QSocketNotifier(pipes[0], QSocketNotifier::Read, &window);
    QObject::connect(m_notifier, &QSocketNotifier::activated, &window, [&window] {
        window.close();
        QCoreApplication::quit();
    });
    for (const int signal : handled)
        std::signal(signal, wake);
}

SignalCloser::~SignalCloser()
{
    if (!m_notifier)
        return;
    for (const int signal : handled)
        std::signal(signal, SIG_DFL);
    delete m_notifier;
    ::close(pipes[0]);
    ::close(pipes[1]);
}

} // namespace deltascope::app
