#include "views/evaluate/confusionmap.h"

#include "views/common/chartpicture.h"
#include "views/common/numbers.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deltascope::views {

namespace {

constexpr int margin = 12, leastCell = 20, mostCellWidth = 92, mostCellHeight = 46, mostLabel = 130, side = 46,
              headHeight = 20, footHeight = 22;
constexpr int textHeight = 15; ///< a cell that is lower or narrower says nothing

} // namespace

ConfusionMap::ConfusionMap(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Confusion: rows expected, columns answered"));
}

void ConfusionMap::show(const ConfusionData &data)
{
    if (data.labels != m_data.labels) {
        m_picked = {-1, -1};
        m_cursor = {0, 0};
    }
    m_data = data;
    updateGeometry();
    update();
}

void ConfusionMap::pick(const QPoint &cell)
{
    m_picked = cell;
    update();
}

int ConfusionMap::labelWidth() const
{
    const QFontMetrics metrics(theme().ui(Theme::Size::Small));
    int widest = metrics.horizontalAdvance(tr("precision"));
    for (const QString &label : m_data.labels)
        widest = std::max(widest, metrics.horizontalAdvance(label));
    return std::min({widest + 12, mostLabel, std::max(60, width() / 3)});
}

QSize ConfusionMap::minimumSizeHint() const
{
    const int count = int(m_data.labels.size());
    return {2 * margin + 90 + side + count * leastCell, 2 * margin + headHeight + footHeight + count * leastCell};
}

ConfusionMap::Frame ConfusionMap::frame() const
{
    const int count = std::max(1, int(m_data.labels.size())), label = labelWidth();
    const double cellWidth
        = std::clamp((width() - 2.0 * margin - label - side) / count, double(leastCell), double(mostCellWidth));
    const double cellHeight = std::clamp((height() - margin - headHeight - footHeight) / double(count),
                                         double(leastCell), double(mostCellHeight));
    return {QRectF(margin + label, headHeight, cellWidth * count, cellHeight * count), cellWidth, cellHeight};
}

QRectF ConfusionMap::cellRect(int expected, int answered) const
{
    const Frame place = frame();
    return {place.cells.left() + answered * place.width, place.cells.top() + expected * place.height, place.width,
            place.height};
}

QPoint ConfusionMap::cellAt(const QPointF &position) const
{
    const Frame place = frame();
    if (m_data.isEmpty() || !place.cells.contains(position))
        return {-1, -1};
    const int last = int(m_data.labels.size()) - 1;
    return {std::min(last, int((position.x() - place.cells.left()) / place.width)),
            std::min(last, int((position.y() - place.cells.top()) / place.height))};
}

void ConfusionMap::drawCell(QPainter &painter, const Theme &theme, int expected, int answered) const
{
    const auto &row = m_data.counts[std::size_t(expected)];
    const std::int64_t count = row[std::size_t(answered)];
    const auto all = std::accumulate(row.begin(), row.end(), std::int64_t(0));
    const double share = all > 0 ? double(count) / double(all) : 0;
    const QColor ground = Theme::mixed(m_data.color, theme.raised, 0.85 * std::sqrt(share));
    const QRectF box = cellRect(expected, answered).adjusted(1, 1, -1, -1);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 3, 3);
    const QPoint cell(answered, expected);
    if (cell == m_picked || (cell == m_cursor && hasFocus())) {
        painter.setPen(QPen(cell == m_picked ? theme.name : theme.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(box, 3, 3);
    }
    const QString text = count > 0 ? grouped(count) : QStringLiteral("·");
    if (box.height() < textHeight || painter.fontMetrics().horizontalAdvance(text) > box.width())
        return;
    painter.setPen(theme.readable(count > 0 ? theme.text : theme.muted, ground));
    painter.drawText(box, Qt::AlignCenter, text);
}

/// Names above and on the left, precision below, recall on the right.
void ConfusionMap::drawMargins(QPainter &painter, const Theme &theme) const
{
    const Frame place = frame();
    const QFont names = theme.ui(Theme::Size::Small), numbers = theme.mono(Theme::Size::Small);
    const auto draw = [&](const QRectF &box, int alignment, const QFont &font, const QColor &ink, const QString &text) {
        painter.setFont(font);
        painter.setPen(ink);
        painter.drawText(box, alignment, painter.fontMetrics().elidedText(text, Qt::ElideRight, int(box.width())));
    };
    const double left = margin, labelRoom = place.cells.left() - margin - 8;
    for (int i = 0; i < m_data.labels.size(); ++i) {
        const QRectF row = cellRect(i, 0), column = cellRect(0, i);
        draw({left, row.top(), labelRoom, row.height()}, Qt::AlignRight | Qt::AlignVCenter, names, theme.text,
             m_data.labels[i]);
        draw({column.left() + 2, 0, column.width() - 4, headHeight}, Qt::AlignCenter, names, theme.muted,
             m_data.labels[i]);
        draw({place.cells.right() + 4, row.top(), side - 8, row.height()}, Qt::AlignRight | Qt::AlignVCenter, numbers,
             theme.muted, decimal(m_data.recall[std::size_t(i)], 2));
        draw({column.left(), place.cells.bottom(), column.width(), footHeight}, Qt::AlignCenter, numbers, theme.muted,
             decimal(m_data.precision[std::size_t(i)], 2));
    }
    draw({place.cells.right() + 4, 0, side - 8, headHeight}, Qt::AlignRight | Qt::AlignVCenter, names, theme.muted,
         tr("recall"));
    draw({left, place.cells.bottom(), labelRoom, footHeight}, Qt::AlignRight | Qt::AlignVCenter, names, theme.muted,
         tr("precision"));
}

void ConfusionMap::draw(QPainter &painter, const Theme &theme) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    drawMargins(painter, theme);
    painter.setFont(theme.mono());
    for (int expected = 0; expected < m_data.labels.size(); ++expected)
        for (int answered = 0; answered < m_data.labels.size(); ++answered)
            drawCell(painter, theme, expected, answered);
}

void ConfusionMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    draw(painter, theme());
}

QImage ConfusionMap::picture(Theme::Kind kind) const
{
    return chartPicture(size(), kind, [this](QPainter &painter, const Theme &own) { draw(painter, own); });
}

void ConfusionMap::choose(const QPoint &cell)
{
    pick(cell == m_picked ? QPoint(-1, -1) : cell);
    Q_EMIT cellPicked(m_picked);
}

void ConfusionMap::mousePressEvent(QMouseEvent *event)
{
    const QPoint cell = cellAt(event->position());
    if (event->button() != Qt::LeftButton || cell.x() < 0)
        return QWidget::mousePressEvent(event);
    m_cursor = cell;
    choose(cell);
}

void ConfusionMap::keyPressEvent(QKeyEvent *event)
{
    QPoint step;
    switch (event->key()) {
    case Qt::Key_Left: step = {-1, 0}; break;
    case Qt::Key_Right: step = {1, 0}; break;
    case Qt::Key_Up: step = {0, -1}; break;
    case Qt::Key_Down: step = {0, 1}; break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (!m_data.isEmpty())
            choose(m_cursor);
        return;
    default: return QWidget::keyPressEvent(event);
    }
    const int last = std::max(0, int(m_data.labels.size()) - 1);
    m_cursor = {std::clamp(m_cursor.x() + step.x(), 0, last), std::clamp(m_cursor.y() + step.y(), 0, last)};
    setAccessibleDescription(textOf(m_cursor));
    update();
}

QString ConfusionMap::textOf(const QPoint &cell) const
{
    if (m_data.isEmpty() || cell.x() < 0)
        return {};
    const std::int64_t count = m_data.counts[std::size_t(cell.y())][std::size_t(cell.x())];
    return cell.x() == cell.y()
               ? tr("%1 answered rightly: %2").arg(m_data.labels[cell.y()], grouped(count))
               : tr("%1 answered as %2: %3").arg(m_data.labels[cell.y()], m_data.labels[cell.x()], grouped(count));
}

bool ConfusionMap::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto *help = static_cast<QHelpEvent *>(event);
    QToolTip::showText(help->globalPos(), textOf(cellAt(help->pos())), this);
    return true;
}

} // namespace deltascope::views
