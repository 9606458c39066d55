#include "views/modules/lanehead.h"

#include "views/common/accessrole.h"
#include "views/common/mark.h"
#include "views/common/popup.h"
#include "views/common/theme.h"
#include "views/modules/lanewindow.h"
#include "views/modules/rowdelegate.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QMenu>
#include <QPainter>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace deltascope::views {

using items::FirstLaneColumn;

namespace {
constexpr int eighthsPerLane = 40;
}

LaneHead::LaneHead(items::Session &session, const items::ModuleTreeModel &model, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_session(session)
    , m_model(model)
    , m_fold(new QToolButton(viewport()))
    , m_heat(new QToolButton(viewport()))
{
    setFixedHeight(height);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMouseTracking(true);
    setMinimumSectionSize(LaneWindow::narrow);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleRole(*this, QAccessible::ColumnHeader);
    setAccessibleName(tr("Lane heads"));
    m_fold->setText(tr("fold repeats"));
    m_fold->setProperty("role", "toggle");
    m_fold->setCheckable(true);
    m_fold->setChecked(true);
    m_fold->setToolTip(tr("Show equal siblings, such as layers, as one row"));
    m_fold->setAccessibleName(tr("Fold repeats"));
    m_heat->setText(tr("heat"));
    m_heat->setProperty("role", "toggle");
    m_heat->setCheckable(true);
    m_heat->setToolTip(tr("Paler marks where a delta changes the weight less: |dW| / |W| against the largest of all"));
    m_heat->setAccessibleName(tr("Heat of changes"));
}

void LaneHead::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const Theme &t = theme();
    painter->save();
    painter->setClipRect(rect);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, t.panel);
    painter->setPen(t.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setPen(t.muted);
    if (section == items::NameColumn) {
        QFont font = t.ui(Theme::Size::Small, QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        painter->setFont(font);
        painter->drawText(rect.adjusted(12, 0, 0, 0), Qt::AlignVCenter, tr("MODULES"));
    } else if (section == items::ParametersColumn) {
        painter->setFont(t.ui(Theme::Size::Small));
        painter->drawText(rect.adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight, tr("parameters"));
    } else {
        paintLane(*painter, rect, section);
    }
    painter->restore();
}

void LaneHead::paintLane(QPainter &painter, const QRect &rect, int section) const
{
    const auto lane = m_model.headerData(section, Qt::Horizontal, items::LaneRole).value<items::LaneInfo>();
    const MarkFill fill = lane.attached.all == 0                ? MarkFill::Hollow
                          : lane.attached.all == lane.sites.all ? MarkFill::Filled
                                                                : MarkFill::Half;
    const QPointF center = RowDelegate::markCenter(rect);
    drawMark(painter, lane.series, fill, QRectF(center.x() - 7, center.y() - 7, 14, 14));
    if (hasFocus() && section == FirstLaneColumn + m_focused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme().accent, 1));
        painter.drawRoundedRect(QRectF(center.x() - 9.5, center.y() - 9.5, 19, 19), 3, 3);
    }
}

void LaneHead::mousePressEvent(QMouseEvent *event)
{
    const int section = logicalIndexAt(event->position().toPoint());
    if (section < FirstLaneColumn || event->button() != Qt::LeftButton) {
        QHeaderView::mousePressEvent(event);
        return;
    }
    m_press = {section, int(event->position().x()), false};
}

void LaneHead::mouseMoveEvent(QMouseEvent *event)
{
    const int x = int(event->position().x());
    viewport()->setCursor(logicalIndexAt(x) >= FirstLaneColumn ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (m_press.section < 0 || !event->buttons().testFlag(Qt::LeftButton))
        return;
    m_press.isDrag = m_press.isDrag || std::abs(x - m_press.x) >= QApplication::startDragDistance();
    const int width = std::max(1, sectionSize(m_press.section));
    if (const int lanes = (m_press.x - x) / width; m_press.isDrag && lanes != 0) {
        m_press.x -= lanes * width;
        Q_EMIT scrollAsked(lanes);
    }
}

void LaneHead::mouseReleaseEvent(QMouseEvent *event)
{
    const Press press = std::exchange(m_press, {});
    if (press.section < 0) {
        QHeaderView::mouseReleaseEvent(event);
        return;
    }
    if (!press.isDrag && logicalIndexAt(event->position().toPoint()) == press.section)
        m_session.toggle(m_model.deltaOfLane(press.section));
}

void LaneHead::wheelEvent(QWheelEvent *event)
{
    m_wheel += event->angleDelta().x() ? event->angleDelta().x() : event->angleDelta().y();
    Q_EMIT scrollAsked(-m_wheel / eighthsPerLane);
    m_wheel %= eighthsPerLane;
    event->accept();
}

void LaneHead::focusLane(int lane)
{
    m_focused = std::clamp(lane, 0, std::max(0, laneCount() - 1));
    if (m_focused < laneCount()) {
        setAccessibleDescription(tipOf(FirstLaneColumn + m_focused));
        Q_EMIT laneFocused(m_focused);
    }
    viewport()->update();
}

void LaneHead::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: focusLane(m_focused - 1); return;
    case Qt::Key_Right: focusLane(m_focused + 1); return;
    case Qt::Key_Home: focusLane(0); return;
    case Qt::Key_End: focusLane(laneCount() - 1); return;
    case Qt::Key_Space:
        if (m_focused < laneCount())
            m_session.toggle(m_model.deltaOfLane(FirstLaneColumn + m_focused));
        return;
    default: QHeaderView::keyPressEvent(event);
    }
}

void LaneHead::focusInEvent(QFocusEvent *event)
{
    QHeaderView::focusInEvent(event);
    focusLane(m_focused);
}

void LaneHead::focusOutEvent(QFocusEvent *event)
{
    QHeaderView::focusOutEvent(event);
    viewport()->update();
}

void LaneHead::fillMenu(QMenu &menu, int section)
{
    const DeltaId id = m_model.deltaOfLane(section);
    const items::SessionDelta *delta = m_session.state().find(id);
    if (!delta)
        return;
    const auto lane = m_model.headerData(section, Qt::Horizontal, items::LaneRole).value<items::LaneInfo>();
    items::Session *session = &m_session;
    menu.addAction(lane.attached.all == lane.sites.all ? tr("Detach everywhere") : tr("Attach everywhere"), session,
                   [session, id] { session->toggle(id); });
    menu.addAction(m_session.state().solo == id ? tr("End solo") : tr("Solo"), session,
                   [session, id] { session->toggleSolo(id); });
    if (!delta->info->taps.empty())
        menu.addAction(tr("Go to its first module"), this,
                       [this, module = delta->info->taps.front().module] { Q_EMIT revealAsked(module); });
    menu.addSeparator();
    menu.addAction(tr("Remove"), session, [session, id] { session->remove(id); });
}

void LaneHead::openMenu(int section, const QPoint &globalPosition)
{
    if (m_model.deltaOfLane(section) < 0)
        return;
    QMenu *menu = makePopup(this);
    fillMenu(*menu, section);
    popUp(menu, globalPosition);
}

void LaneHead::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        openMenu(logicalIndexAt(event->pos()), event->globalPos());
        return;
    }
    const int section = FirstLaneColumn + m_focused;
    openMenu(section, viewport()->mapToGlobal(QPoint(sectionViewportPosition(section), height)));
}

QString LaneHead::tipOf(int section) const
{
    const auto lane = m_model.headerData(section, Qt::Horizontal, items::LaneRole).value<items::LaneInfo>();
    return items::tipOf(m_model.headerData(section, Qt::Horizontal).toString(), lane);
}

bool LaneHead::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Wheel) { // which a header hands on to its view
        wheelEvent(static_cast<QWheelEvent *>(event));
        return true;
    }
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    auto *help = static_cast<QHelpEvent *>(event);
    if (const int section = logicalIndexAt(help->pos()); section >= FirstLaneColumn)
        QToolTip::showText(help->globalPos(), tipOf(section) + QLatin1Char('\n') + tr("Click to switch it everywhere"),
                           this);
    return true;
}

void LaneHead::resizeEvent(QResizeEvent *event)
{
    QHeaderView::resizeEvent(event);
    m_fold->adjustSize();
    m_fold->move(84, (height - m_fold->height()) / 2);
    m_heat->adjustSize();
    m_heat->move(m_fold->geometry().right() + 6, m_fold->y());
}

} // namespace deltascope::views
