#pragma once

#include <QWidget>

namespace deltascope::app {

/// A ring around a control, over everything else in the window; the mouse does not see it.
class Ring : public QWidget {
    Q_OBJECT

public:
    explicit Ring(QWidget *window);
    /// Around that part of the window.
    void surround(const QRect &control);

    static constexpr int margin = 4; ///< from the control to the ring's outer edge

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace deltascope::app
