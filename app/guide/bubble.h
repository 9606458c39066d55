#pragma once

#include "app/guide/step.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace deltascope::app {

/// What is said of a control, beside it: the words of a step, and the ways on.
class Bubble : public QWidget {
    Q_OBJECT

public:
    explicit Bubble(QWidget *window);
    /// Step `number` of `count`, from 1.
    void show(const Step &step, int number, int count);
    enum class Task { Open, Done };
    void showTask(const Step &step, Task task);
    /// Beside `control`, a part of the window; in the window's corner where that is empty.
    void placeBeside(const QRect &control, const QRect &window);

    QPushButton *next() const { return m_next; }
    QPushButton *back() const { return m_back; }
    QPushButton *skip() const { return m_skip; }
    QString title() const;

    static constexpr int bubbleWidth = 316, tail = 8; ///< the tail is drawn in a margin of its own

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum class Side { None, Left, Right, Top, Bottom };
    QRect candidate(Side side, const QRect &control, const QRect &room) const;

    QLabel *m_count, *m_title, *m_text, *m_task;
    QPushButton *m_skip, *m_back, *m_next;
    Side m_tailSide = Side::None; ///< at which edge the tail is
    int m_tailAt = 0; ///< along it
};

} // namespace deltascope::app
