#include "views/bench/divergencelegend.h"

#include "views/common/mark.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int sample = 26, markSide = 11, rowHeight = 18, gap = 6, between = 14, widestName = 220, mostMarks = 4;

struct Entry {
    QString name;
    int width = 0;
};

int marksOf(const DivergenceLine &line) { return std::min<int>(mostMarks, int(line.series.size())); }

Entry entryOf(const DivergenceLine &line, const QFontMetrics &metrics)
{
    const QString name = metrics.elidedText(line.name, Qt::ElideMiddle, widestName);
    return {name, sample + gap + marksOf(line) * (markSide + 2) + 3 + metrics.horizontalAdvance(name)};
}

void drawEntry(QPainter &painter, const DivergenceLine &line, const Theme &theme, const QRect &box)
{
    const int middle = box.center().y();
    painter.setPen(linePen(line, theme));
    painter.drawLine(box.left(), middle, box.left() + sample, middle);
    int x = box.left() + sample + gap;
    for (const int series : line.series.mid(0, mostMarks)) {
        drawMark(painter, series, MarkFill::Filled, QRectF(x, middle - markSide / 2.0, markSide, markSide),
                 theme.seriesColor(series));
        x += markSide + 2;
    }
    painter.setPen(theme.text);
    painter.drawText(QRect(x + 3, box.top(), box.right() - x, box.height()), Qt::AlignVCenter | Qt::TextDontClip,
                     entryOf(line, painter.fontMetrics()).name);
}

} // namespace

int drawLegend(QPainter *painter, const QList<DivergenceLine> &lines, const Theme &theme, const QRect &box)
{
    const QFontMetrics metrics(theme.ui(Theme::Size::Small));
    if (painter)
        painter->setFont(theme.ui(Theme::Size::Small));
    int x = box.left(), y = box.top();
    for (const DivergenceLine &line : lines) {
        const int width = entryOf(line, metrics).width;
        if (x > box.left() && x + width > box.right()) {
            x = box.left();
            y += rowHeight;
        }
        if (painter)
            drawEntry(*painter, line, theme, {x, y, width, rowHeight});
        x += width + between;
    }
    return lines.isEmpty() ? 0 : y + rowHeight - box.top();
}

DivergenceLegend::DivergenceLegend(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void DivergenceLegend::setLines(const QList<DivergenceLine> &lines)
{
    m_lines = lines;
    QStringList names;
    for (const DivergenceLine &line : lines)
        names << line.name;
    setToolTip(names.join(QLatin1Char('\n')));
    setAccessibleName(tr("Lines: %1").arg(names.join(QStringLiteral(", "))));
    updateGeometry();
    update();
}

QSize DivergenceLegend::sizeHint() const
{
    const QFontMetrics metrics(theme().ui(Theme::Size::Small));
    int width = 0;
    for (const DivergenceLine &line : m_lines)
        width += entryOf(line, metrics).width + between;
    return {width, height};
}

void DivergenceLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme().ui(Theme::Size::Small));
    const int moreWidth = painter.fontMetrics().horizontalAdvance(QStringLiteral("+00"));
    int x = 0;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        const int width = entryOf(m_lines[i], painter.fontMetrics()).width;
        const bool isLast = i + 1 == m_lines.size();
        if (x + width > this->width() - (isLast ? 0 : moreWidth)) {
            painter.setPen(theme().muted);
            painter.drawText(QRect(x, 0, this->width() - x, height), Qt::AlignVCenter,
                             QStringLiteral("+%1").arg(m_lines.size() - i));
            return;
        }
        drawEntry(painter, m_lines[i], theme(), {x, 0, width, height});
        x += width + between;
    }
}

} // namespace deltascope::views
