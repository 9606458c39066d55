#pragma once

#include <QWidget>

class QSocketNotifier;

namespace deltascope::app {

/// Closes the window in order when the program is asked to end by a signal (SIGTERM, SIGINT, SIGHUP). One at a time.
class SignalCloser {
public:
    explicit SignalCloser(QWidget &window);
    ~SignalCloser();
    SignalCloser(const SignalCloser &) = delete;
    SignalCloser &operator=(const SignalCloser &) = delete;

private:
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace deltascope::app
