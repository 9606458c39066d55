#include "app/guide/bubble.h"

#include "views/common/labels.h"
#include "views/common/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::app {

namespace {

constexpr int padding = 14, edge = 8; ///< inside the frame; from the window's edges

QLabel *makeWords(const char *role, QWidget *parent)
{
    QLabel *label = views::makeLabel({}, role, parent);
    label->setWordWrap(true);
    return label;
}

} // namespace

Bubble::Bubble(QWidget *window)
    : QWidget(window)
    , m_count(views::makeLabel({}, "small", this))
    , m_title(makeWords("result", this))
    , m_text(makeWords("plain", this))
    , m_task(makeWords("strong", this))
    , m_skip(new QPushButton(tr("Skip"), this))
    , m_back(new QPushButton(tr("Back"), this))
    , m_next(new QPushButton(tr("Next"), this))
{
    setFixedWidth(bubbleWidth);
    m_skip->setProperty("role", "quiet");
    m_skip->setToolTip(tr("Leave the walk (Esc)"));
    m_back->setToolTip(tr("The step before (Alt+Left)"));
    m_next->setToolTip(tr("The next step (Alt+Right)"));
    m_next->setProperty("role", "primary");
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_skip);
    foot->addStretch();
    foot->addWidget(m_back);
    foot->addWidget(m_next);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(tail + padding, tail + padding - 2, tail + padding, tail + padding);
    all->setSpacing(6);
    for (QLabel *label : {m_count, m_title, m_text, m_task})
        all->addWidget(label);
    all->addSpacing(4);
    all->addLayout(foot);
    setVisible(false);
}

QString Bubble::title() const { return m_title->text(); }

void Bubble::show(const Step &step, int number, int count)
{
    m_count->setText(tr("%1 of %2").arg(number).arg(count));
    m_title->setText(step.title);
    m_text->setText(step.text);
    showTask(step, Task::Open);
    m_back->setEnabled(number > 1);
    m_next->setText(number == count ? tr("Finish") : tr("Next"));
    setAccessibleName(tr("Step %1 of %2: %3").arg(number).arg(count).arg(step.title));
    setAccessibleDescription(step.task.isEmpty() ? step.text : step.text + QLatin1Char(' ') + step.task);
    setVisible(true);
    QAccessibleEvent said(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&said);
}

void Bubble::showTask(const Step &step, Task task)
{
    m_task->setText(task == Task::Done ? tr("✓ %1").arg(step.task) : step.task);
    m_task->setVisible(!step.task.isEmpty());
    views::setRole(m_task, task == Task::Done ? "good" : "strong");
}

/// Where it would stand at that side of the control.
QRect Bubble::candidate(Side side, const QRect &control, const QRect &room) const
{
    const QSize size = this->size();
    QRect at(control.center() - QPoint(size.width() / 2, size.height() / 2), size);
    switch (side) {
    case Side::Right: at.moveLeft(control.right() + 1); break;
    case Side::Left: at.moveRight(control.left() - 1); break;
    case Side::Bottom: at.moveTop(control.bottom() + 1); break;
    case Side::Top: at.moveBottom(control.top() - 1); break;
    case Side::None: break;
    }
    const bool isBeside = side == Side::Left || side == Side::Right;
    if (isBeside)
        at.moveTop(std::clamp(at.top(), room.top(), std::max(room.top(), room.bottom() - size.height() + 1)));
    else
        at.moveLeft(std::clamp(at.left(), room.left(), std::max(room.left(), room.right() - size.width() + 1)));
    return at;
}

void Bubble::placeBeside(const QRect &control, const QRect &window)
{
    for (QLabel *label : {m_count, m_title, m_text, m_task})
        label->ensurePolished(); // its font decides how many lines it has
    layout()->invalidate();
    resize(bubbleWidth, layout()->totalHeightForWidth(bubbleWidth));
    const QRect room = window.adjusted(edge, edge, -edge, -edge);
    QRect place(room.bottomRight() - QPoint(width(), height()), size());
    Side side = Side::None; // of the control
    for (const Side each : {Side::Right, Side::Left, Side::Bottom, Side::Top}) {
        const QRect at = candidate(each, control, room);
        if (control.isEmpty() || !room.contains(at))
            continue;
        place = at;
        side = each;
        break;
    }
    const Side tails[] = {Side::None, Side::Right, Side::Left, Side::Bottom, Side::Top};
    m_tailSide = tails[int(side)]; // opposite to where it stands
    const bool isBeside = side == Side::Left || side == Side::Right;
    const int along = isBeside ? control.center().y() - place.top() : control.center().x() - place.left();
    const int length = isBeside ? place.height() : place.width();
    m_tailAt = std::clamp(along, 3 * tail, length - 3 * tail);
    setGeometry(place);
    update();
}

void Bubble::paintEvent(QPaintEvent *)
{
    const views::Theme &t = views::theme();
    const QRectF box = QRectF(rect()).adjusted(tail, tail, -tail, -tail).adjusted(0.5, 0.5, -0.5, -0.5);
    QPainterPath shape;
    shape.addRoundedRect(box, t.radius + 2, t.radius + 2);
    const double at = m_tailAt;
    QPolygonF point;
    switch (m_tailSide) {
    case Side::Left: point << QPointF(box.left(), at - tail) << QPointF(0, at) << QPointF(box.left(), at + tail); break;
    case Side::Right:
        point << QPointF(box.right(), at - tail) << QPointF(width(), at) << QPointF(box.right(), at + tail);
        break;
    case Side::Top: point << QPointF(at - tail, box.top()) << QPointF(at, 0) << QPointF(at + tail, box.top()); break;
    case Side::Bottom:
        point << QPointF(at - tail, box.bottom()) << QPointF(at, height()) << QPointF(at + tail, box.bottom());
        break;
    case Side::None: break;
    }
    if (!point.isEmpty()) {
        QPainterPath corner;
        corner.addPolygon(point);
        corner.closeSubpath();
        shape = shape.united(corner);
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(shape, t.panel);
    painter.setPen(QPen(t.accent, 1));
    painter.drawPath(shape);
}

} // namespace deltascope::app
