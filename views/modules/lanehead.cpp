#include "views/modules/lanehead.h"

#include "views/common/mark.h"
#include "views/common/theme.h"
#include "views/modules/rowdelegate.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>

namespace deltascope::views {

LaneHead::LaneHead(items::Session &session, const items::ModuleTreeModel &model, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_session(session)
    , m_model(model)
    , m_fold(new QToolButton(viewport()))
{
    setFixedHeight(height);
    setSectionsClickable(true);
    setHighlightSections(false);
    setMouseTracking(true);
    setMinimumSectionSize(20);
    m_fold->setText(tr("fold repeats"));
    m_fold->setProperty("role", "toggle");
    m_fold->setCheckable(true);
    m_fold->setChecked(true);
    m_fold->setToolTip(tr("Show equal siblings, such as layers, as one row"));
    m_fold->setAccessibleName(tr("Fold repeats"));
}

const items::SessionDelta *LaneHead::deltaAt(int section) const
{
    return m_session.state().find(m_model.deltaOfLane(section));
}

void LaneHead::paintSection(QPainter *painter, const QRect &rect, int logicalIndex) const
{
    const Theme &t = theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, t.panel);
    painter->setPen(t.line);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    if (logicalIndex == items::NameColumn) {
        QFont font = t.ui(Theme::Size::Small, QFont::DemiBold);
        font.setLetterSpacing(QFont::AbsoluteSpacing, 0.6);
        painter->setFont(font);
        painter->setPen(t.muted);
        painter->drawText(rect.adjusted(12, 0, 0, 0), Qt::AlignVCenter, tr("MODULES"));
    } else if (logicalIndex == items::ParametersColumn) {
        painter->setFont(t.ui(Theme::Size::Small));
        painter->setPen(t.muted);
        painter->drawText(rect.adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight, tr("parameters"));
    } else if (const items::SessionDelta *delta = deltaAt(logicalIndex)) {
        const auto lane = m_model.headerData(logicalIndex, Qt::Horizontal, items::LaneRole).value<items::LaneInfo>();
        const MarkFill fill = lane.attached.all == 0                ? MarkFill::Hollow
                              : lane.attached.all == lane.sites.all ? MarkFill::Filled
                                                                    : MarkFill::Half;
        const QPointF center = RowDelegate::markCenter(rect);
        drawMark(*painter, delta->series, fill, QRectF(center.x() - 7, center.y() - 7, 14, 14));
    }
    painter->restore();
}

void LaneHead::mousePressEvent(QMouseEvent *event)
{
    const int section = logicalIndexAt(event->position().toPoint());
    if (const items::SessionDelta *delta = deltaAt(section); delta && event->button() == Qt::LeftButton) {
        m_session.toggle(delta->setting.id);
        return;
    }
    QHeaderView::mousePressEvent(event);
}

void LaneHead::mouseMoveEvent(QMouseEvent *event)
{
    viewport()->setCursor(deltaAt(logicalIndexAt(event->position().toPoint())) ? Qt::PointingHandCursor
                                                                               : Qt::ArrowCursor);
}

bool LaneHead::viewportEvent(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    auto *help = static_cast<QHelpEvent *>(event);
    if (const items::SessionDelta *delta = deltaAt(logicalIndexAt(help->pos())))
        QToolTip::showText(help->globalPos(),
                           tr("%1: click to switch it everywhere").arg(QString::fromStdString(delta->info->name)),
                           this);
    return true;
}

void LaneHead::resizeEvent(QResizeEvent *event)
{
    QHeaderView::resizeEvent(event);
    m_fold->adjustSize();
    m_fold->move(84, (height - m_fold->height()) / 2);
}

} // namespace deltascope::views
