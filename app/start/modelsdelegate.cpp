#include "app/start/modelsdelegate.h"

#include "app/start/localmodels.h"
#include "views/common/mark.h"
#include "views/common/theme.h"

#include <QPainter>
#include <QWidget>

#include <algorithm>

namespace deltascope::app {

using views::Theme;

namespace {

constexpr int padding = 10, mark = 11, markPace = 17, mostMarks = 5;

void drawText(QPainter &painter, const QRect &box, const QFont &font, const QColor &ink, const QString &text,
              Qt::Alignment alignment, Qt::TextElideMode mode)
{
    painter.setFont(font);
    painter.setPen(ink);
    painter.drawText(box, int(alignment | Qt::AlignVCenter), painter.fontMetrics().elidedText(text, mode, box.width()));
}

/// As many marks as there are deltas; of many the first ones and how many more.
void drawMarks(QPainter &painter, const QRect &box, int count, const QColor &ink)
{
    const int room = std::max(1, (box.width() - 24) / markPace), shown = std::min({count, mostMarks, room});
    double x = box.left();
    for (int series = 0; series < shown; ++series, x += markPace)
        views::drawMark(painter, series, views::MarkFill::Filled,
                        QRectF(x, box.center().y() - mark / 2.0 + 0.5, mark, mark));
    if (shown < count)
        drawText(painter, QRect(int(x), box.top(), box.right() - int(x), box.height()),
                 views::theme().ui(Theme::Size::Small), ink, ModelsDelegate::tr("+%1").arg(count - shown),
                 Qt::AlignLeft, Qt::ElideNone);
}

/// A link; on the row that is current the button that Return presses.
void drawOpen(QPainter &painter, const QRect &box, const QString &text, const QColor &ground, bool isCurrent)
{
    const Theme &t = views::theme();
    const QFont font = isCurrent ? t.ui(Theme::Size::Normal, QFont::DemiBold) : t.ui();
    painter.setFont(font);
    const int width = painter.fontMetrics().horizontalAdvance(text) + 18;
    const QRectF button(box.right() - width + 0.5, box.top() + 4.5, width, box.height() - 10);
    if (isCurrent) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(t.accent);
        painter.drawRoundedRect(button, 4, 4);
    }
    painter.setPen(isCurrent ? t.onAccent : t.readable(t.accent, ground));
    painter.drawText(button, Qt::AlignCenter, text);
}

/// Around the whole row, a part in each of its cells.
void drawFocus(QPainter &painter, const QRect &cell, int column)
{
    painter.setPen(views::theme().accent);
    const QRectF line = QRectF(cell).adjusted(0.5, 0.5, -0.5, -1.5);
    painter.drawLine(line.topLeft(), line.topRight());
    painter.drawLine(line.bottomLeft(), line.bottomRight());
    if (column == 0)
        painter.drawLine(line.topLeft(), line.bottomLeft());
    if (column == LocalModels::ColumnCount - 1)
        painter.drawLine(line.topRight(), line.bottomRight());
}

} // namespace

void ModelsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = views::theme();
    const bool isCurrent = option.state & QStyle::State_Selected;
    const QColor ground = isCurrent ? t.selection : option.state & QStyle::State_MouseOver ? t.hover : t.panel;
    const QColor muted = t.readable(t.muted, ground);
    const QString text = index.data().toString();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(option.rect, ground);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), t.line);
    const QRect box = option.rect.adjusted(padding, 0, -padding, -1);
    switch (index.column()) {
    case LocalModels::NameColumn:
        drawText(*painter, box, t.mono(), t.readable(t.name, ground), text, Qt::AlignLeft, Qt::ElideMiddle);
        break;
    case LocalModels::ClassColumn:
        drawText(*painter, box, t.mono(), t.readable(t.type, ground), text, Qt::AlignLeft, Qt::ElideMiddle);
        break;
    case LocalModels::SizeColumn:
        drawText(*painter, box, t.mono(), t.readable(t.text, ground), text, Qt::AlignRight, Qt::ElideNone);
        break;
    case LocalModels::DeltasColumn:
        if (const int fits = index.data(LocalModels::FitsRole).toInt(); fits > 0)
            drawMarks(*painter, box, fits, muted);
        else
            drawText(*painter, box, t.ui(), muted, text, Qt::AlignLeft, Qt::ElideRight);
        break;
    default: drawOpen(*painter, box, text, ground, isCurrent); break;
    }
    if (isCurrent && option.widget && option.widget->hasFocus())
        drawFocus(*painter, option.rect, index.column());
    painter->restore();
}

} // namespace deltascope::app
