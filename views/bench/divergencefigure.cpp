#include "views/bench/divergencefigure.h"

#include "items/meters.h"
#include "views/common/mark.h"

#include <QRegularExpression>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {

constexpr double markSize = 9, lineWidth = 1.6;
constexpr int marksOnALine = 6;

/// The block a module belongs to: "model.encoder.layers.0.fc2" -> "encoder 0", "model.layers.3.mlp" -> "layers 3";
/// empty where it has no number.
QString blockOf(const QString &name)
{
    static const QRegularExpression numbered(
        QStringLiteral("(?:^|\\.)(?:(encoder|decoder)\\.)?(layers?|blocks?|h)\\.(\\d+)(?:\\.|$)"));
    const QRegularExpressionMatch match = numbered.match(name);
    if (!match.hasMatch())
        return {};
    return match.captured(match.capturedLength(1) > 0 ? 1 : 2) + QLatin1Char(' ') + match.captured(3);
}

void addLine(QCustomPlot &plot, const DivergenceLine &line, const Theme &theme)
{
    QVector<double> x, y;
    for (std::size_t i = 0; i < line.points().size(); ++i) {
        x << double(i);
        y << (std::isfinite(line.points()[i].relative) ? line.points()[i].relative : 0);
    }
    QCPGraph *graph = plot.addGraph();
    graph->setData(x, y, true);
    graph->setPen(linePen(line, theme));
    if (line.series.isEmpty())
        return;
    const QRectF box(-markSize / 2, -markSize / 2, markSize, markSize);
    const QColor color = theme.seriesColor(line.series.last());
    graph->setScatterStyle(QCPScatterStyle(markPath(line.series.last(), box), QPen(color, 1), QBrush(color), 6));
    graph->setScatterSkip(std::max(0, int(line.points().size()) / marksOnALine - 1));
}

} // namespace

QPen linePen(const DivergenceLine &line, const Theme &theme)
{
    static const QList<QList<qreal>> dashes{{}, {5, 2.5}, {1, 2}, {7, 2, 1, 2}, {3, 1.5}, {5, 2, 1, 2, 1, 2}};
    static const QList<qreal> liveDash{9, 3};
    QPen pen(line.series.isEmpty() ? theme.muted : theme.seriesColor(line.series.first()), lineWidth);
    pen.setCapStyle(Qt::FlatCap);
    const QList<qreal> &dash = line.number == DivergenceLine::live ? liveDash : dashes[line.number % dashes.size()];
    if (!dash.isEmpty())
        pen.setDashPattern(dash);
    return pen;
}

void dressFigure(QCustomPlot &plot, const Theme &theme)
{
    plot.setBackground(QBrush(theme.window));
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(QPen(theme.line));
        axis->setTickPen(QPen(theme.line));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(theme.muted);
        axis->setLabelColor(theme.muted);
        axis->setTickLabelFont(theme.ui(Theme::Size::Small));
        axis->setLabelFont(theme.ui(Theme::Size::Small));
        axis->grid()->setPen(QPen(theme.line, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(QPen(theme.line));
        axis->setTickLengthOut(3);
        axis->setTickLengthIn(0);
        axis->setLabelPadding(2);
    }
    plot.xAxis->setLabel(QCustomPlot::tr("modules in the order they run"));
    plot.yAxis->setLabel(QCustomPlot::tr("relative"));
}

void drawFigure(QCustomPlot &plot, const QList<DivergenceLine> &lines, const Theme &theme)
{
    plot.clearGraphs();
    double largest = 0;
    std::size_t count = 1;
    for (const DivergenceLine &line : lines) {
        addLine(plot, line, theme);
        count = std::max(count, line.points().size());
        for (const ModuleDivergence &point : line.points())
            if (std::isfinite(point.relative))
                largest = std::max(largest, point.relative);
    }
    plot.xAxis->setRange(-0.5, double(count) - 0.5);
    const double top = largest > items::roundingNoise ? largest * 1.12 : 1;
    plot.yAxis->setRange(-0.04 * top, top); // so that a line at zero is whole
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setVisible(!lines.isEmpty());
        axis->grid()->setVisible(!lines.isEmpty() && axis == plot.yAxis);
    }
}

void placeTicks(QCustomPlot &plot, const QList<DivergenceLine> &lines, const QSize &size)
{
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    QList<std::pair<double, QString>> ticks;
    const auto *points = lines.isEmpty() ? nullptr : &lines.first().points();
    QString last;
    for (std::size_t i = 0; points && i < points->size(); ++i) {
        const QString block = blockOf(QString::fromStdString((*points)[i].name));
        if (!block.isEmpty() && block != last && plot.xAxis->range().contains(double(i)))
            ticks.append({double(i), block});
        last = block;
    }
    const int room = std::max(1, size.width() / 90);
    const int step = std::max(1, int((ticks.size() + room - 1) / room));
    for (int i = 0; i < ticks.size(); i += step)
        ticker->addTick(ticks[i].first, ticks[i].second);
    plot.xAxis->setTicker(ticker);
    plot.yAxis->ticker()->setTickCount(std::clamp((size.height() - 40) / 26, 2, 6));
}

} // namespace deltascope::views
