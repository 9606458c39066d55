#include "app/guide/guide.h"

#include "app/guide/bubble.h"
#include "app/guide/ring.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QShortcut>

namespace deltascope::app {

Guide::Guide(QWidget &window)
    : QObject(&window)
    , m_window(window)
    , m_bubble(new Bubble(&window))
    , m_ring(new Ring(&window))
    , m_nextKey(new QShortcut(Qt::ALT | Qt::Key_Right, &window))
    , m_backKey(new QShortcut(Qt::ALT | Qt::Key_Left, &window))
{
    connect(m_bubble->next(), &QPushButton::clicked, this, &Guide::next);
    connect(m_bubble->back(), &QPushButton::clicked, this, &Guide::back);
    connect(m_bubble->skip(), &QPushButton::clicked, this, &Guide::leave);
    connect(m_nextKey, &QShortcut::activated, this, &Guide::next);
    connect(m_backKey, &QShortcut::activated, this, &Guide::back);
    m_nextKey->setEnabled(false);
    m_backKey->setEnabled(false);
    m_advance.setSingleShot(true);
    m_advance.setInterval(moment);
    // The user goes on with what he does: the keys stay where they are.
    connect(&m_advance, &QTimer::timeout, this, [this] {
        if (!enter(m_at + 1, Direction::Forward))
            leave();
    });
    m_placing.setSingleShot(true);
    connect(&m_placing, &QTimer::timeout, this, &Guide::place);
}

void Guide::start(const QList<Step> &steps)
{
    leave();
    m_steps = steps;
    if (!enter(0, Direction::Forward))
        return;
    m_nextKey->setEnabled(true);
    m_backKey->setEnabled(true);
    qApp->installEventFilter(this);
    focusOn(m_steps[m_at]);
}

void Guide::leave()
{
    if (!isRunning())
        return;
    qApp->removeEventFilter(this);
    m_at = -1;
    m_advance.stop();
    m_placing.stop();
    m_nextKey->setEnabled(false);
    m_backKey->setEnabled(false);
    const bool hadKeys = m_bubble->isAncestorOf(QApplication::focusWidget());
    m_bubble->setVisible(false);
    m_ring->setVisible(false);
    if (hadKeys && m_control)
        m_control->setFocus();
    m_steps.clear();
}

void Guide::next()
{
    if (!isRunning())
        return;
    if (enter(m_at + 1, Direction::Forward))
        focusOn(m_steps[m_at]);
    else
        leave();
}

void Guide::back()
{
    if (isRunning() && enter(m_at - 1, Direction::Backward))
        focusOn(m_steps[m_at]);
}

/// The first step from there on whose control can be shown; false if there is none.
bool Guide::enter(int first, Direction direction)
{
    for (int at = first; at >= 0 && at < m_steps.size(); at += direction == Direction::Forward ? 1 : -1) {
        const Step &step = m_steps[at];
        if (step.begin)
            step.begin();
        const Spot spot = step.spot();
        if (!spot.widget || !spot.widget->isVisible())
            continue;
        m_at = at;
        m_control = spot.widget;
        m_wasDone = step.isDone && step.isDone();
        m_advance.stop();
        m_bubble->show(step, at + 1, int(m_steps.size()));
        m_ring->raise();
        m_bubble->raise();
        place();
        m_placing.start(0); // once what was shown has its size
        return true;
    }
    return false;
}

/// Where something is to be done, the keys do it; elsewhere they go on.
void Guide::focusOn(const Step &step)
{
    if (step.isDone && m_control && m_control->focusPolicy() != Qt::NoFocus)
        m_control->setFocus(Qt::OtherFocusReason);
    else
        m_bubble->next()->setFocus(Qt::OtherFocusReason);
}

void Guide::check()
{
    if (!isRunning() || !m_steps[m_at].isDone)
        return;
    const bool isDone = m_steps[m_at].isDone();
    if (isDone == m_wasDone)
        return;
    m_wasDone = isDone;
    m_bubble->showTask(m_steps[m_at], isDone ? Bubble::Task::Done : Bubble::Task::Open);
    if (isDone)
        m_advance.start();
    else
        m_advance.stop();
}

/// The part of the window where it is seen; empty if it is not.
QRect Guide::placeOf(const Spot &spot) const
{
    if (!spot.widget || !spot.widget->isVisible() || !m_window.isAncestorOf(spot.widget))
        return {};
    QRect seen = spot.part.isEmpty() ? spot.widget->rect() : spot.part & spot.widget->rect();
    for (const QWidget *widget = spot.widget; widget != &m_window; widget = widget->parentWidget())
        seen = (seen & widget->rect()).translated(widget->pos());
    return seen & m_window.rect();
}

void Guide::place()
{
    if (!isRunning())
        return;
    const Spot spot = m_steps[m_at].spot();
    m_control = spot.widget;
    const QRect control = placeOf(spot);
    if (control.isEmpty())
        m_ring->setVisible(false);
    else
        m_ring->surround(control);
    const int gap = Ring::margin;
    m_bubble->placeBeside(control.isEmpty() ? control : control.adjusted(-gap, -gap, gap, gap), m_window.rect());
}

bool Guide::eventFilter(QObject *watched, QEvent *event)
{
    const auto *widget = qobject_cast<QWidget *>(watched);
    const bool isOther = widget && widget != m_ring && widget != m_bubble && !m_bubble->isAncestorOf(widget);
    switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
        if (isOther)
            m_placing.start(0);
        break;
    case QEvent::Paint: // something in it may have moved
        if (widget && widget == m_control && m_ring->isVisible()
            && m_ring->geometry().adjusted(Ring::margin, Ring::margin, -Ring::margin, -Ring::margin)
                   != placeOf(m_steps[m_at].spot()))
            m_placing.start(0);
        break;
    case QEvent::KeyPress:
        if (watched == &m_window && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
            leave();
            return true;
        }
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace deltascope::app
