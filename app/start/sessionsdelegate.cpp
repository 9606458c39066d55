#include "app/start/sessionsdelegate.h"

#include "app/start/keptsessions.h"
#include "views/common/mark.h"
#include "views/common/theme.h"

#include <QPainter>

#include <algorithm>

namespace deltascope::app {

using views::MarkFill;
using views::Theme;

namespace {

constexpr int rowHeight = 78, side = 14, pictureWidth = 84, gap = 14, mark = 9, mostLines = 5, pace = 11;
constexpr double fullStrength = 2; ///< that fills a bar

/// A mark and the strength of each delta; of a large rack the first ones and how many more.
void drawRack(QPainter &painter, const QList<RackLine> &lines, const QRectF &box)
{
    const Theme &t = views::theme();
    painter.setPen(QPen(t.line, 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(box, 4, 4);
    const bool isCut = lines.size() > mostLines;
    const int shown = isCut ? mostLines - 1 : int(lines.size());
    double y = box.center().y() - (shown + isCut) * pace / 2.0;
    for (int i = 0; i < shown; ++i, y += pace) {
        const RackLine &line = lines[i];
        const QColor color = t.seriesColor(line.series);
        views::drawMark(painter, line.series, line.isHeard ? MarkFill::Filled : MarkFill::Hollow,
                        QRectF(box.left() + 8, y + 1, mark, mark));
        QRectF bar(box.left() + 23, y + pace / 2.0 - 1.5, box.width() - 31, 3);
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.line);
        painter.drawRoundedRect(bar, 1.5, 1.5);
        bar.setWidth(bar.width() * std::clamp(line.strength / fullStrength, 0.0, 1.0));
        painter.setBrush(line.isHeard ? color : Theme::mixed(color, t.raised, 0.45));
        painter.drawRoundedRect(bar, 1.5, 1.5);
    }
    if (!isCut)
        return;
    painter.setFont(t.ui(Theme::Size::Small));
    painter.setPen(t.readable(t.muted, t.raised));
    painter.drawText(QRectF(box.left() + 23, y - 2, box.width() - 31, pace + 4), Qt::AlignLeft | Qt::AlignVCenter,
                     SessionsDelegate::tr("+%1").arg(lines.size() - shown));
}

void drawLine(QPainter &painter, const QRect &line, const QFont &font, const QColor &ink, const QString &text,
              Qt::TextElideMode mode)
{
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(text, mode, line.width()));
}

/// In the place of the counts: that the folder is gone, and what a click does about it.
void drawMoved(QPainter &painter, const QRect &line, const QColor &ground)
{
    const Theme &t = views::theme();
    const QColor warning = t.readable(t.warning, ground);
    painter.setFont(t.ui(Theme::Size::Small));
    const QString moved = SessionsDelegate::tr("folder moved");
    constexpr int padding = 6, icon = 10;
    const QRect chip(line.left(), line.top(), painter.fontMetrics().horizontalAdvance(moved) + 3 * padding + icon,
                     line.height());
    painter.setBrush(Qt::NoBrush);
    painter.setPen(warning);
    painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.drawText(chip.adjusted(2 * padding + icon, 0, 0, 0), Qt::AlignVCenter, moved);
    const QRectF sign(chip.left() + padding, chip.center().y() - 4, icon, 9);
    painter.drawPolygon(QPolygonF({{sign.center().x(), sign.top()}, sign.bottomRight(), sign.bottomLeft()}));
    painter.setPen(t.readable(t.accent, ground));
    painter.drawText(QRect(chip.right() + 8, line.top(), line.right() - chip.right() - 8, line.height()),
                     Qt::AlignVCenter, SessionsDelegate::tr("Find it…"));
}

} // namespace

void SessionsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = views::theme();
    const bool isCurrent = option.state & QStyle::State_Selected;
    const QColor ground = isCurrent ? t.selection : option.state & QStyle::State_MouseOver ? t.hover : t.panel;
    const QColor muted = t.readable(t.muted, ground);
    const QFont strong = t.ui(Theme::Size::Normal, QFont::DemiBold), small = t.ui(Theme::Size::Small);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, ground);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line);
    const QRect box = option.rect.adjusted(side, 8, -side, -9);
    drawRack(*painter, index.data(KeptSessions::RackRole).value<QList<RackLine>>(),
             QRectF(box.left() + 0.5, box.top() + 0.5, pictureWidth, box.height() - 1));
    const int left = box.left() + pictureWidth + gap, third = box.height() / 3;
    const QString date = index.data(KeptSessions::DateRole).toString();
    painter->setFont(small);
    const int dateWidth = painter->fontMetrics().horizontalAdvance(date) + 2;
    painter->setPen(index.data(KeptSessions::OpenRole).toBool() ? t.readable(t.good, ground) : muted);
    painter->drawText(QRect(box.right() - dateWidth, box.top(), dateWidth + 1, third),
                      Qt::AlignRight | Qt::AlignVCenter, date);
    QRect line(left, box.top(), box.right() - left - dateWidth - 8, third);
    drawLine(*painter, line, strong, t.readable(t.name, ground), index.data().toString(), Qt::ElideRight);
    line = QRect(left, box.top() + third, box.right() - left, third);
    drawLine(*painter, line, t.mono(Theme::Size::Small), muted, index.data(KeptSessions::ModelRole).toString(),
             Qt::ElideMiddle);
    line.translate(0, third);
    if (index.data(KeptSessions::MovedRole).toBool())
        drawMoved(*painter, line, ground);
    else
        drawLine(*painter, line, small, muted, index.data(KeptSessions::CountsRole).toString(), Qt::ElideRight);
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(t.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -1.5));
    }
    painter->restore();
}

QSize SessionsDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {200, rowHeight}; }

} // namespace deltascope::app
