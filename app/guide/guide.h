#pragma once

#include "app/guide/step.h"

#include <QList>
#include <QObject>
#include <QPointer>
#include <QTimer>

class QShortcut;

namespace deltascope::app {

class Bubble;
class Ring;

/// Leads through steps, each with a bubble beside the real control and a ring around it. A step whose task is done goes
/// on by itself after a moment; one whose control cannot be shown is passed over. Nothing moves but from step to step,
/// or where the control moves.
class Guide : public QObject {
    Q_OBJECT

public:
    explicit Guide(QWidget &window);
    void start(const QList<Step> &steps);
    void leave();
    bool isRunning() const { return m_at >= 0; }
    int at() const { return m_at; } ///< the step, from 0; -1: none
    Bubble *bubble() const { return m_bubble; }
    Ring *ring() const { return m_ring; }

    static constexpr int moment = 1200; ///< milliseconds that a task which is done stays to be seen

public Q_SLOTS:
    void next();
    void back();
    /// Something happened that may be what the step waits for.
    void check();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Direction { Forward, Backward };

    bool enter(int first, Direction direction);
    void focusOn(const Step &step);
    void place();
    QRect placeOf(const Spot &spot) const;

    QWidget &m_window;
    Bubble *m_bubble;
    Ring *m_ring;
    QShortcut *m_nextKey, *m_backKey;
    QList<Step> m_steps;
    int m_at = -1;
    bool m_wasDone = false; ///< when it was checked last
    QPointer<QWidget> m_control;
    QTimer m_advance, m_placing;
};

} // namespace deltascope::app
