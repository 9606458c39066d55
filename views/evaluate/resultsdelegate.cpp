#include "views/evaluate/resultsdelegate.h"

#include "views/common/columnlook.h"
#include "views/common/mark.h"
#include "views/common/theme.h"
#include "views/evaluate/resultstable.h"
#include "views/evaluate/whiskeraxis.h"

#include <QPainter>

#include <algorithm>

namespace deltascope::views {

using What = items::EvaluationModel::Section::What;
using items::Evaluation;

namespace {

constexpr int padding = 12, markSize = 11, mostMarks = 4, gap = 6;

/// Returns the width that it takes.
int drawChip(QPainter &painter, const QString &text, const QPoint &left, const QColor &ink)
{
    painter.setFont(theme().ui(Theme::Size::Small));
    const int width = painter.fontMetrics().horizontalAdvance(text) + 10, height = painter.fontMetrics().height() + 2;
    const QRectF box(left.x() + 0.5, left.y() - height / 2 + 0.5, width, height);
    painter.setPen(theme().line);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, text);
    return width;
}

} // namespace

ResultsDelegate::ResultsDelegate(const items::Session &session, const Evaluation &evaluation, ResultsTable &table)
    : QStyledItemDelegate(&table)
    , m_session(session)
    , m_evaluation(evaluation)
    , m_table(table)
{
}

ResultsDelegate::Row ResultsDelegate::rowOf(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = theme();
    const int key = index.data(items::EvaluatedColumnRole).toInt();
    const bool isSelected = option.state & QStyle::State_Selected;
    const QColor ground = isSelected ? t.selection : t.panel;
    const bool isPart = m_evaluation.stateOf(key) != Evaluation::State::All;
    const items::BenchColumn *column = m_session.state().column(key);
    const QColor color = column ? columnColor(m_session.state(), *column) : t.muted;
    return {key,
            key == m_evaluation.baseline(),
            isPart,
            ground,
            t.readable(isPart ? t.muted : t.text, ground),
            t.readable(t.muted, ground),
            isPart ? Theme::mixed(color, ground, 0.6) : color};
}

void ResultsDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = theme();
    const Row row = rowOf(option, index);
    const QRect cell = option.rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(cell, row.ground);
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), t.line);
    switch (m_table.results()->section(index.column()).what) {
    case What::Name: paintName(*painter, cell, row, index.data().toString()); break;
    case What::Whisker: paintWhisker(*painter, cell, row, index); break;
    case What::Change: paintChange(*painter, cell, row, index); break;
    case What::Against: paintAgainst(*painter, cell, row, index); break;
    case What::Number:
        painter->setFont(t.mono());
        painter->setPen(row.ink);
        paintNumber(*painter, cell.adjusted(0, 0, -padding, 0), index);
        break;
    }
    if ((option.state & QStyle::State_HasFocus) && index.column() == 0) {
        painter->setPen(QPen(t.accent, 2));
        painter->drawLine(cell.left() + 1, cell.top(), cell.left() + 1, cell.bottom() - 1);
    }
    painter->restore();
}

void ResultsDelegate::paintNumber(QPainter &painter, const QRect &box, const QModelIndex &index)
{
    QString text = index.data().toString();
    if (painter.fontMetrics().horizontalAdvance(text) > box.width())
        text = index.data(items::ShortTextRole).toString();
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, text);
}

void ResultsDelegate::paintName(QPainter &painter, const QRect &cell, const Row &row, const QString &name) const
{
    const Theme &t = theme();
    const items::BenchColumn *column = m_session.state().column(row.key);
    QList<int> series = column ? columnSeries(m_session.state(), *column) : QList<int>();
    int x = cell.left() + padding;
    if (series.isEmpty()) {
        painter.setPen(row.muted);
        painter.setFont(t.ui());
        painter.drawText(QRect(x, cell.top(), markSize + 4, cell.height()), Qt::AlignVCenter, QStringLiteral("⌀"));
        x += markSize + gap / 2;
    }
    for (const int each : series.mid(0, mostMarks)) {
        drawMark(painter, each, MarkFill::Filled, QRectF(x, cell.center().y() - markSize / 2.0, markSize, markSize));
        x += markSize + gap / 2;
    }
    x += gap / 2;
    const QString chip = row.isBaseline ? ResultsDelegate::tr("baseline") : QString();
    painter.setFont(t.ui(Theme::Size::Small));
    const int chipWidth = chip.isEmpty() ? 0 : painter.fontMetrics().horizontalAdvance(chip) + 10 + gap;
    painter.setFont(t.ui(Theme::Size::Normal, QFont::DemiBold));
    const int room = std::max(0, cell.right() - 4 - chipWidth - x);
    const QString shown = painter.fontMetrics().elidedText(name, Qt::ElideMiddle, room);
    const int width = painter.fontMetrics().horizontalAdvance(shown);
    painter.setPen(row.isPart ? row.ink : t.readable(t.name, row.ground));
    painter.drawText(QRect(x, cell.top(), room, cell.height()), Qt::AlignVCenter, shown);
    if (!chip.isEmpty())
        drawChip(painter, chip, {x + width + gap, cell.center().y()}, row.muted);
}

void ResultsDelegate::paintWhisker(QPainter &painter, const QRect &cell, const Row &row, const QModelIndex &index) const
{
    const Theme &t = theme();
    const WhiskerAxis axis(m_table.span(), cell);
    painter.setPen(QPen(t.line, 1));
    for (const double tick : axis.ticks())
        painter.drawLine(QPointF(axis.x(tick), cell.top()), QPointF(axis.x(tick), cell.bottom()));
    if (const evaluate::Summary *first = m_evaluation.summary(m_evaluation.baseline()); first && first->accuracy) {
        painter.setPen(QPen(row.muted, 1, Qt::DashLine));
        painter.drawLine(QPointF(axis.x(*first->accuracy), cell.top()),
                         QPointF(axis.x(*first->accuracy), cell.bottom()));
    }
    const auto ends = index.data(items::WhiskerRole).value<QList<double>>();
    if (ends.size() != 3)
        return;
    const double y = cell.center().y() + 0.5, left = axis.x(ends[0]), right = axis.x(ends[2]);
    painter.setPen(QPen(row.color, 1.5));
    painter.drawLine(QPointF(left, y), QPointF(right, y));
    for (const double end : {left, right})
        painter.drawLine(QPointF(end, y - 4), QPointF(end, y + 4));
    painter.setBrush(row.color);
    painter.drawEllipse(QPointF(axis.x(ends[1]), y), 3.5, 3.5);
}

/// The arrow says which way the number went; its colour, if any, whether that is good.
void ResultsDelegate::paintChange(QPainter &painter, const QRect &cell, const Row &row, const QModelIndex &index) const
{
    const Theme &t = theme();
    const QString text = index.data().toString();
    const int tone = index.data(items::ToneRole).toInt();
    painter.setPen(tone > 0 ? t.readable(t.good, row.ground) : tone < 0 ? t.readable(t.bad, row.ground) : row.ink);
    painter.setFont(t.mono());
    const QRect box = cell.adjusted(0, 0, -padding, 0);
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, text);
    const bool isUp = text.startsWith(QLatin1Char('+'));
    if (!isUp && !text.startsWith(QChar(0x2212)))
        return;
    const double x = box.right() - painter.fontMetrics().horizontalAdvance(text) - 9, y = cell.center().y() + 0.5;
    const double up = isUp ? -1 : 1;
    painter.setBrush(painter.pen().color());
    painter.setPen(Qt::NoPen);
    painter.drawPolygon(QPolygonF({{x - 3.5, y - up * 2.5}, {x + 3.5, y - up * 2.5}, {x, y + up * 3.5}}));
}

void ResultsDelegate::paintAgainst(QPainter &painter, const QRect &cell, const Row &row, const QModelIndex &index) const
{
    const Theme &t = theme();
    painter.setFont(t.ui());
    painter.setPen(m_evaluation.against(row.key) ? row.ink : row.muted);
    const QRect box = cell.adjusted(padding, 0, -4, 0);
    QString text = index.data().toString();
    if (painter.fontMetrics().horizontalAdvance(text) > box.width())
        text = index.data(items::ShortTextRole).toString();
    painter.drawText(box, Qt::AlignVCenter, painter.fontMetrics().elidedText(text, Qt::ElideRight, box.width()));
}

} // namespace deltascope::views
