#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <algorithm>

namespace deltascope::test {

/// Turns of the event loop, and the longest time between two of them.
class Pulse {
public:
    Pulse()
    {
        QObject::connect(&m_timer, &QTimer::timeout, [this] { m_longest = std::max(m_longest, m_clock.restart()); });
        m_timer.start(0);
        reset();
    }
    void reset()
    {
        m_clock.start();
        m_longest = 0;
    }
    qint64 longest() { return std::max(m_longest, m_clock.elapsed()); } ///< milliseconds

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    qint64 m_longest = 0;
};

} // namespace deltascope::test
