#pragma once

#include <QEventLoop>
#include <QTimer>

namespace deltascope::test {

/// Runs what is due on this thread: posted events, timers of zero, and what these post in turn.
inline void finishTurns()
{
    for (int turn = 0; turn < 3; ++turn) {
        QEventLoop loop;
        QTimer last; // not singleShot(0), which posts an event ahead of the timers
        QObject::connect(&last, &QTimer::timeout, &loop, &QEventLoop::quit);
        last.start(0);
        loop.exec();
    }
}

} // namespace deltascope::test
