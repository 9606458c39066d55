#include "views/compare/sweepplot.h"

#include "views/common/csv.h"
#include "views/common/numbers.h"

#include <QEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace deltascope::views {

namespace {

constexpr double lineWidth = 1.8, faintWidth = 1.2;
constexpr int pictureWidth = 960, pictureHeight = 420, titleHeight = 34, pixelsAPoint = 2;
constexpr int mostNamedAnswers = 6, mostOfAnAnswer = 22, legendColumns = 8, legendStroke = 34;
constexpr int charactersAcross = 110; ///< of an answer's words that have room over all strengths

/// Whether the line is above all others somewhere: such ones have a colour, the rest stays quiet.
bool isEverBest(const SweepFigure &figure, int line)
{
    for (std::size_t step = 0; step < figure.strengths.size(); ++step) {
        const auto value = [&](int i) {
            const auto &values = figure.lines[i].values;
            return step < values.size() ? values[step].value_or(-1) : -1;
        };
        bool isBest = value(line) >= 0;
        for (int i = 0; i < figure.lines.size(); ++i)
            isBest = isBest && value(i) <= value(line);
        if (isBest)
            return true;
    }
    return false;
}

/// Of the quiet lines, which have one colour: no two of the first eight alike.
QList<qreal> dashOf(int quiet)
{
    static const QList<QList<qreal>> dashes{{1, 2}, {6, 3},        {12, 3}, {6, 3, 1, 3},
                                            {1, 5}, {12, 3, 1, 3}, {6, 8},  {6, 3, 1, 3, 1, 3}};
    return dashes[quiet % dashes.size()];
}

void dress(QCustomPlot &plot, const Theme &theme)
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
    }
    plot.legend->setBrush(Qt::NoBrush);
    plot.legend->setBorderPen(Qt::NoPen);
    plot.legend->setFont(theme.ui(Theme::Size::Small));
    plot.legend->setTextColor(theme.text);
}

/// The legend stands above the lines, never on them.
void placeLegend(QCustomPlot &plot)
{
    auto *row = new QCPLayoutGrid;
    plot.plotLayout()->insertRow(0);
    plot.plotLayout()->addElement(0, 0, row);
    row->addElement(0, 0, plot.legend);
    row->addElement(0, 1, new QCPLayoutElement);
    row->setColumnStretchFactor(0, 0.001);
    row->setAutoMargins(QCP::msLeft); // it begins where the axis does
    auto *edge = new QCPMarginGroup(&plot);
    row->setMarginGroup(QCP::msLeft, edge);
    plot.axisRect()->setMarginGroup(QCP::msLeft, edge);
    plot.legend->setMargins({0, 4, 4, 4});
    plot.legend->setIconSize(legendStroke, 10);
    plot.legend->setFillOrder(QCPLegend::foColumnsFirst);
    plot.legend->setWrap(legendColumns);
    plot.plotLayout()->setRowStretchFactor(0, 0.001);
    plot.plotLayout()->setRowSpacing(0);
}

void addLines(QCustomPlot &plot, const SweepFigure &figure, const Theme &theme)
{
    int colored = 0, quiet = 0;
    for (int i = 0; i < figure.lines.size(); ++i) {
        const bool isQuiet = figure.lines.size() > 1 && !isEverBest(figure, i);
        QVector<double> x, y;
        for (std::size_t step = 0; step < figure.lines[i].values.size(); ++step) {
            x << figure.strengths[step];
            y << figure.lines[i].values[step].value_or(std::numeric_limits<double>::quiet_NaN());
        }
        QCPGraph *graph = plot.addGraph();
        graph->setName(figure.lines[i].name);
        graph->setData(x, y, true);
        QPen pen(isQuiet ? theme.muted : theme.seriesColor(colored++), isQuiet ? faintWidth : lineWidth);
        if (isQuiet)
            pen.setDashPattern(dashOf(quiet++));
        graph->setPen(pen);
    }
}

void addUpright(QCustomPlot &plot, double at, const QPen &pen)
{
    auto *line = new QCPItemStraightLine(&plot);
    line->point1->setCoords(at, 0);
    line->point2->setCoords(at, 1);
    line->setPen(pen);
}

/// Which answer holds from where to where, named above the lines.
void addAnswers(QCustomPlot &plot, const SweepFigure &figure, const Theme &theme)
{
    QList<std::pair<int, int>> runs;
    for (int i = 0; i < figure.answers.size(); ++i)
        if (runs.isEmpty() || figure.answers[i] != figure.answers[runs.last().first])
            runs.append({i, i});
        else
            runs.last().second = i;
    if (runs.size() > mostNamedAnswers)
        return;
    const auto strength = [&figure](int step) { return figure.strengths[std::size_t(step)]; };
    for (int i = 0; i < runs.size(); ++i) {
        if (i > 0)
            addUpright(plot, (strength(runs[i].first) + strength(runs[i - 1].second)) / 2,
                       QPen(theme.muted, 1, Qt::DotLine));
        QString answer = figure.answers[runs[i].first].simplified();
        if (answer.size() > mostOfAnAnswer)
            answer = answer.left(mostOfAnAnswer - 1) + QStringLiteral("…");
        const double share = (strength(runs[i].second) - strength(runs[i].first))
                             / (strength(figure.answers.size() - 1) - strength(0));
        if (answer.size() > share * charactersAcross)
            continue; // what is read out there says it
        auto *text = new QCPItemText(&plot);
        text->position->setTypeX(QCPItemPosition::ptPlotCoords);
        text->position->setTypeY(QCPItemPosition::ptAxisRectRatio);
        text->position->setCoords((strength(runs[i].first) + strength(runs[i].second)) / 2, 0.01);
        text->setPositionAlignment(Qt::AlignHCenter | Qt::AlignTop);
        text->setFont(theme.ui(Theme::Size::Small, QFont::DemiBold));
        text->setColor(theme.text);
        text->setText(answer);
    }
}

void draw(QCustomPlot &plot, const SweepFigure &figure, const Theme &theme)
{
    plot.clearGraphs();
    plot.clearItems();
    plot.setLocale(numberLocale());
    dress(plot, theme);
    plot.xAxis->setLabel(QCustomPlot::tr("strength of %1").arg(figure.delta));
    plot.yAxis->setLabel(figure.meaning);
    const bool hasLines = !figure.lines.isEmpty();
    plot.legend->setVisible(hasLines);
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setVisible(hasLines);
        axis->grid()->setVisible(hasLines && axis == plot.yAxis);
    }
    if (!hasLines)
        return;
    addLines(plot, figure, theme);
    addUpright(plot, 1, QPen(theme.line, 1));
    addUpright(plot, figure.now, QPen(theme.accent, 1, Qt::DashLine));
    addAnswers(plot, figure, theme);
    plot.yAxis->rescale();
    double low = std::min(0.0, plot.yAxis->range().lower), high = std::max(plot.yAxis->range().upper, low + 1e-6);
    if (low >= 0 && high <= 1 && high > 0.3)
        high = 1;
    plot.yAxis->setRange(low - 0.02 * (high - low), high + 0.12 * (high - low)); // the answers stand above
    plot.xAxis->setRange(figure.strengths.front(), figure.strengths.back());
}

} // namespace

SweepPlot::SweepPlot(QWidget *parent)
    : QWidget(parent)
    , m_plot(new QCustomPlot(this))
{
    m_plot->setMouseTracking(true);
    m_plot->installEventFilter(this);
    m_plot->setContextMenuPolicy(Qt::NoContextMenu); // this widget's
    placeLegend(*m_plot);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_plot);
    setMinimumHeight(120);
    setAccessibleName(tr("What comes out over the strength"));
    show({});
}

void SweepPlot::show(const SweepFigure &figure)
{
    m_figure = figure;
    draw(*m_plot, figure, theme());
    m_plot->replot(QCustomPlot::rpQueuedReplot);
    if (!figure.answers.isEmpty())
        setAccessibleDescription(
            tr("%1 without it, %2 at twice its strength").arg(figure.answers.first(), figure.answers.last()));
}

QImage SweepPlot::picture(Theme::Kind kind) const
{
    const Theme own = Theme::load(kind);
    QCustomPlot plot;
    placeLegend(plot);
    draw(plot, m_figure, own);
    QImage image(QSize(pictureWidth, pictureHeight + titleHeight) * pixelsAPoint, QImage::Format_RGB32);
    image.fill(own.window);
    QCPPainter painter;
    painter.begin(&image);
    painter.scale(pixelsAPoint, pixelsAPoint);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(own.ui(Theme::Size::Large, QFont::DemiBold));
    painter.setPen(own.text);
    painter.drawText(QRect(16, 0, pictureWidth - 32, titleHeight), Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(m_figure.title, Qt::ElideRight, pictureWidth - 32));
    painter.translate(0, titleHeight);
    plot.toPainter(&painter, pictureWidth, pictureHeight);
    painter.end();
    return image;
}

QString SweepPlot::tableOf(const SweepFigure &figure, QChar separator)
{
    QStringList head{QStringLiteral("strength"), QStringLiteral("answer")};
    for (const items::Sweep::Line &line : figure.lines)
        head << line.name;
    QString text = csvLine(head, separator);
    for (std::size_t step = 0; step < figure.strengths.size(); ++step) {
        QStringList row{QString::number(figure.strengths[step]), figure.answers.value(qsizetype(step))};
        for (const items::Sweep::Line &line : figure.lines)
            row << (step < line.values.size() && line.values[step] ? QString::number(*line.values[step], 'g', 7)
                                                                   : QString());
        text += csvLine(row, separator);
    }
    return text;
}

QPoint SweepPlot::positionOf(double strength) const
{
    return {int(m_plot->xAxis->coordToPixel(strength)), m_plot->axisRect()->center().y()};
}

int SweepPlot::stepAt(const QPoint &position) const
{
    if (m_figure.lines.isEmpty() || !m_plot->axisRect()->rect().contains(position))
        return -1;
    const double at = m_plot->xAxis->pixelToCoord(position.x());
    int nearest = 0;
    for (int i = 1; i < int(m_figure.strengths.size()); ++i)
        if (std::abs(m_figure.strengths[std::size_t(i)] - at) < std::abs(m_figure.strengths[std::size_t(nearest)] - at))
            nearest = i;
    return nearest;
}

QString SweepPlot::readOut(const QPoint &position) const
{
    const int step = stepAt(position);
    if (step < 0)
        return {};
    QStringList lines{tr("strength %1: %2")
                          .arg(decimal(m_figure.strengths[std::size_t(step)], 2))
                          .arg(m_figure.answers.value(step).left(200))};
    for (const items::Sweep::Line &line : m_figure.lines)
        if (std::size_t(step) < line.values.size() && line.values[std::size_t(step)])
            lines << QStringLiteral("%1  %2").arg(decimal(*line.values[std::size_t(step)], 3)).arg(line.name);
    return lines.join(QLatin1Char('\n'));
}

bool SweepPlot::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QString text = readOut(mouse->position().toPoint());
        text.isEmpty() ? QToolTip::hideText() : QToolTip::showText(mouse->globalPosition().toPoint(), text, m_plot);
    } else if (event->type() == QEvent::MouseButtonPress) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const int step = stepAt(mouse->position().toPoint());
        if (mouse->button() == Qt::LeftButton && step >= 0)
            Q_EMIT strengthClicked(m_figure.strengths[std::size_t(step)]);
    }
    return QWidget::eventFilter(watched, event);
}

void SweepPlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_plot)
        show(SweepFigure(m_figure));
}

} // namespace deltascope::views
