#pragma once

#include <QRect>
#include <QString>

#include <functional>

class QWidget;

namespace deltascope::app {

/// A control, or a part of one in its own coordinates.
struct Spot {
    QWidget *widget = nullptr; ///< null: it is not there
    QRect part = {}; ///< empty: all of it
};

/// A stop of a guided walk.
struct Step {
    QString title, text;
    QString task = {}; ///< what may be done here; empty: it is only looked at
    std::function<Spot()> spot; ///< where the control is now
    std::function<void()> begin = {}; ///< shows the control where it is hidden
    std::function<bool()> isDone = {}; ///< whether what may be done is done
};

} // namespace deltascope::app
