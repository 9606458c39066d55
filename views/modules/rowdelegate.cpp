#include "views/modules/rowdelegate.h"

#include "items/roles.h"
#include "views/common/mark.h"
#include "views/common/theme.h"
#include "views/modules/lanewindow.h"

#include <QPainter>
#include <QTreeView>

#include <algorithm>

namespace deltascope::views {

using items::RowInk;
using items::RowPiece;

namespace {

constexpr double markSize = 13;
constexpr double palest = 0.22; ///< of a mark's colour where nothing is changed

QColor inkColor(RowInk ink)
{
    const Theme &t = theme();
    switch (ink) {
    case RowInk::Name: return t.name;
    case RowInk::Type: return t.type;
    case RowInk::Parameter: return t.parameter;
    case RowInk::Folded: return t.folded;
    case RowInk::Delta: return t.name;
    }
    return t.name;
}

/// The delta's colour, the paler the less it changes there.
QColor heated(const items::LaneInfo &lane)
{
    const QColor color = theme().seriesColor(lane.series);
    return lane.heat < 0 ? color : Theme::mixed(color, theme().panel, palest + (1 - palest) * lane.heat);
}

session::Branch stateOf(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *tree = qobject_cast<const QTreeView *>(option.widget);
    return tree && tree->isExpanded(index.siblingAtColumn(0)) ? session::Branch::Open : session::Branch::Closed;
}

} // namespace

QPointF RowDelegate::markCenter(const QRect &lane)
{
    return {lane.left() + std::min(lane.width(), int(LaneWindow::wide)) / 2.0, QRectF(lane).center().y()};
}

void RowDelegate::paintLabel(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect box = option.rect;
    const QColor ground = option.backgroundBrush.color();
    const auto pieces = index.data(items::PiecesRole).value<QList<RowPiece>>();
    QFont font = theme().mono();
    int x = box.left() + 4;
    const int right = box.right() - 4;
    for (const RowPiece &piece : pieces) {
        font.setBold(piece.ink == RowInk::Delta);
        painter.setFont(font);
        QColor color = inkColor(piece.ink);
        if (const int series = index.data(items::SeriesRole).toInt(); piece.ink == RowInk::Delta && series >= 0)
            color = theme().seriesColor(series);
        painter.setPen(theme().readable(color, ground));
        const QString text = painter.fontMetrics().elidedText(piece.text, Qt::ElideMiddle, right - x);
        painter.drawText(QRect(x, box.top(), right - x, box.height()), Qt::AlignVCenter | Qt::TextDontClip, text);
        x += painter.fontMetrics().horizontalAdvance(piece.text)
             + painter.fontMetrics().horizontalAdvance(QLatin1Char(' '));
        if (x >= right)
            break;
    }
}

void RowDelegate::paintLane(QPainter &painter, const QRect &box, const QModelIndex &index, session::Branch branch) const
{
    const Theme &t = theme();
    const auto lane = index.data(items::LaneRole).value<items::LaneInfo>();
    const QPointF center = markCenter(box);
    if (lane.isDeltaRow) {
        painter.fillRect(QRectF(center.x() - 1, box.top() + 4, 2, box.height() - 8), t.seriesColor(lane.series));
        return;
    }
    const items::Mark mark = items::markOf(lane, branch);
    if (!mark.isThere) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.line);
        painter.drawEllipse(center, 1, 1);
        return;
    }
    const MarkFill fill = mark.attached == 0            ? MarkFill::Hollow
                          : mark.attached == mark.sites ? MarkFill::Filled
                                                        : MarkFill::Half;
    drawMark(painter, lane.series, fill,
             QRectF(center.x() - markSize / 2, center.y() - markSize / 2, markSize, markSize), heated(lane));
    if (mark.number > 1 && box.width() >= LaneWindow::wide) {
        painter.setFont(t.ui(Theme::Size::Small));
        painter.setPen(t.muted);
        painter.drawText(QRectF(center.x() + markSize / 2 + 1, box.top(), 20, box.height()),
                         Qt::AlignVCenter | Qt::TextDontClip,
                         mark.number < 100 ? QString::number(mark.number) : QStringLiteral("+"));
    }
}

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = theme();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (index.column() == items::NameColumn) {
        paintLabel(*painter, option, index);
    } else if (index.column() == items::ParametersColumn) {
        painter->setFont(t.mono(Theme::Size::Small));
        painter->setPen(t.readable(t.muted, option.backgroundBrush.color()));
        painter->drawText(option.rect.adjusted(0, 0, -12, 0), Qt::AlignVCenter | Qt::AlignRight,
                          index.data().toString());
    } else {
        paintLane(*painter, option.rect, index, stateOf(option, index));
    }
    const auto *tree = qobject_cast<const QTreeView *>(option.widget);
    if (tree && tree->hasFocus() && tree->currentIndex() == index) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(t.accent, 1));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 3, 3);
    }
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {option.rect.width(), theme().row};
}

} // namespace deltascope::views
