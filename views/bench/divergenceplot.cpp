#include "views/bench/divergenceplot.h"

#include "items/meters.h"
#include "views/common/mark.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/theme.h"
#include "views/common/writing.h"

#include <QBuffer>
#include <QContextMenuEvent>
#include <QEvent>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {

constexpr double markSize = 9;
constexpr QSize pictureSize(900, 360);

/// "model.encoder.layers.0.fc2" -> "encoder 0": the block a module belongs to; empty where it has no number.
QString blockOf(const QString &name)
{
    static const QRegularExpression numbered(
        QStringLiteral("(?:^|\\.)([A-Za-z_]+)?\\.?(?:layers?|blocks?|h)\\.(\\d+)(?:\\.|$)"));
    const QRegularExpressionMatch match = numbered.match(name);
    return match.hasMatch() ? (match.captured(1) + QLatin1Char(' ') + match.captured(2)).trimmed() : QString();
}

} // namespace

struct DivergencePlot::Parts {
    QCustomPlot *plot = nullptr;
    QCPItemStraightLine *cursor = nullptr;
    QLabel *readOut = nullptr;
    int cursorIndex = -1;
};

DivergencePlot::DivergencePlot(QWidget *parent)
    : QWidget(parent)
    , m_parts(std::make_unique<Parts>())
{
    m_parts->plot = new QCustomPlot(this);
    m_parts->plot->setMouseTracking(true);
    m_parts->plot->installEventFilter(this);
    m_parts->plot->setAttribute(Qt::WA_OpaquePaintEvent, false);
    m_parts->cursor = new QCPItemStraightLine(m_parts->plot);
    m_parts->cursor->setVisible(false);
    m_parts->readOut = new QLabel(m_parts->plot);
    m_parts->readOut->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_parts->readOut->setTextFormat(Qt::RichText);
    m_parts->readOut->setVisible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_parts->plot);
    setMinimumHeight(90);
    setAccessibleName(tr("Where outputs part from the backbone"));
    m_parts->plot->xAxis->setLabel(tr("modules in the order they run"));
    m_parts->plot->yAxis->setLabel(tr("relative"));
    dress();
}

DivergencePlot::~DivergencePlot() = default;

void DivergencePlot::setLines(const QList<DivergenceLine> &lines)
{
    m_lines = lines;
    rebuild();
}

void DivergencePlot::dress()
{
    const Theme &t = theme();
    QCustomPlot &plot = *m_parts->plot;
    plot.setBackground(QBrush(t.window));
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setBasePen(QPen(t.line));
        axis->setTickPen(QPen(t.line));
        axis->setSubTickPen(Qt::NoPen);
        axis->setTickLabelColor(t.muted);
        axis->setLabelColor(t.muted);
        axis->setTickLabelFont(t.ui(Theme::Size::Small));
        axis->setLabelFont(t.ui(Theme::Size::Small));
        axis->grid()->setPen(QPen(t.line, 1, Qt::DotLine));
        axis->grid()->setZeroLinePen(QPen(t.line));
        axis->setTickLengthOut(3);
        axis->setTickLengthIn(0);
        axis->setLabelPadding(2);
    }
    m_parts->cursor->setPen(QPen(t.muted, 1, Qt::DashLine));
    m_parts->readOut->setStyleSheet(
        QStringLiteral("background:%1;border:1px solid %2;border-radius:4px;padding:3px 6px;")
            .arg(t.raised.name(), t.line.name()));
    rebuild();
}

void DivergencePlot::rebuild()
{
    QCustomPlot &plot = *m_parts->plot;
    plot.clearGraphs();
    double largest = 0;
    std::size_t count = 1;
    for (const DivergenceLine &line : m_lines) {
        QCPGraph *graph = plot.addGraph();
        QVector<double> x, y;
        for (std::size_t i = 0; i < line.points.size(); ++i) {
            const double value = std::isfinite(line.points[i].relative) ? line.points[i].relative : 0;
            x << double(i);
            y << value;
            largest = std::max(largest, value);
        }
        count = std::max(count, line.points.size());
        graph->setData(x, y, true);
        graph->setPen(QPen(line.color, 1.6, line.series.size() > 1 ? Qt::DashLine : Qt::SolidLine));
        if (line.series.isEmpty())
            continue;
        const QRectF box(-markSize / 2, -markSize / 2, markSize, markSize);
        const QColor markColor = theme().seriesColor(line.series.last());
        graph->setScatterStyle(
            QCPScatterStyle(markPath(line.series.last(), box), QPen(markColor, 1), QBrush(markColor), 6));
        graph->setScatterSkip(std::max(0, int(line.points.size()) / 6 - 1));
    }
    plot.xAxis->setRange(-0.5, double(count) - 0.5);
    plot.yAxis->setRange(0, largest > items::roundingNoise ? largest * 1.12 : 1);
    setTicks();
    for (QCPAxis *axis : {plot.xAxis, plot.yAxis}) {
        axis->setVisible(!m_lines.isEmpty());
        axis->grid()->setVisible(!m_lines.isEmpty() && axis == plot.yAxis);
    }
    showReadOut(m_parts->cursorIndex);
    plot.replot(QCustomPlot::rpQueuedReplot);
}

/// A tick where each numbered block begins, as many as there is room for.
void DivergencePlot::setTicks()
{
    QSharedPointer<QCPAxisTickerText> ticker(new QCPAxisTickerText);
    QList<std::pair<double, QString>> ticks;
    const auto *points = m_lines.isEmpty() ? nullptr : &m_lines.first().points;
    QString last;
    for (std::size_t i = 0; points && i < points->size(); ++i) {
        const QString block = blockOf(QString::fromStdString((*points)[i].name));
        if (!block.isEmpty() && block != last)
            ticks.append({double(i), block});
        last = block;
    }
    const int room = std::max(1, width() / 90);
    const int step = std::max(1, int((ticks.size() + room - 1) / room));
    for (int i = 0; i < ticks.size(); i += step)
        ticker->addTick(ticks[i].first, ticks[i].second);
    m_parts->plot->xAxis->setTicker(ticker);
    m_parts->plot->yAxis->ticker()->setTickCount(std::clamp((height() - 40) / 26, 2, 6));
}

void DivergencePlot::setCursorModule(int module)
{
    int index = -1;
    if (!m_lines.isEmpty()) {
        const auto &points = m_lines.first().points;
        const auto found
            = std::find_if(points.begin(), points.end(), [module](const auto &p) { return p.module == module; });
        index = found == points.end() ? -1 : int(found - points.begin());
    }
    showReadOut(index);
    m_parts->plot->replot(QCustomPlot::rpQueuedReplot);
}

int DivergencePlot::indexAt(const QPoint &position) const
{
    if (m_lines.isEmpty() || !m_parts->plot->axisRect()->rect().contains(position))
        return -1;
    const int index = int(std::lround(m_parts->plot->xAxis->pixelToCoord(position.x())));
    return index >= 0 && index < int(m_lines.first().points.size()) ? index : -1;
}

QPoint DivergencePlot::positionOf(int module) const
{
    if (m_lines.isEmpty())
        return {-1, -1};
    const auto &points = m_lines.first().points;
    const auto found
        = std::find_if(points.begin(), points.end(), [module](const auto &p) { return p.module == module; });
    if (found == points.end())
        return {-1, -1};
    return {int(m_parts->plot->xAxis->coordToPixel(double(found - points.begin()))),
            m_parts->plot->axisRect()->center().y()};
}

void DivergencePlot::showReadOut(int index)
{
    m_parts->cursorIndex = index;
    const bool isThere = index >= 0 && !m_lines.isEmpty() && index < int(m_lines.first().points.size());
    m_parts->cursor->setVisible(isThere);
    m_parts->readOut->setVisible(isThere);
    if (!isThere)
        return;
    m_parts->cursor->point1->setCoords(index, 0);
    m_parts->cursor->point2->setCoords(index, 1);
    QStringList lines{
        QStringLiteral("<b>%1</b>")
            .arg(QString::fromStdString(m_lines.first().points[std::size_t(index)].name).toHtmlEscaped())};
    for (const DivergenceLine &line : m_lines)
        if (index < int(line.points.size()))
            lines << QStringLiteral("<span style='color:%1'>%2</span> %3")
                         .arg(line.color.name(), line.name.toHtmlEscaped(),
                              shortNumber(line.points[std::size_t(index)].relative));
    m_parts->readOut->setText(lines.join(QStringLiteral("<br>")));
    m_parts->readOut->adjustSize();
    const double x = m_parts->plot->xAxis->coordToPixel(index);
    const int width = m_parts->readOut->width();
    const int left = x + 12 + width < m_parts->plot->width() ? int(x) + 12 : int(x) - 12 - width;
    m_parts->readOut->move(std::max(0, left), m_parts->plot->axisRect()->top());
    m_parts->readOut->raise();
}

QString DivergencePlot::csv() const
{
    QString text = QStringLiteral("module");
    const auto quoted = [](QString value) {
        return QLatin1Char('"') + value.replace(QLatin1Char('"'), QStringLiteral("\"\"")) + QLatin1Char('"');
    };
    for (const DivergenceLine &line : m_lines)
        text += QLatin1Char(',') + quoted(line.name);
    text += QLatin1Char('\n');
    for (std::size_t i = 0; !m_lines.isEmpty() && i < m_lines.first().points.size(); ++i) {
        text += quoted(QString::fromStdString(m_lines.first().points[i].name));
        for (const DivergenceLine &line : m_lines)
            text += QLatin1Char(',')
                    + (i < line.points.size() ? QString::number(line.points[i].relative, 'g', 9) : QString());
        text += QLatin1Char('\n');
    }
    return text;
}

QByteArray DivergencePlot::pdf() const
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(96);
    writer.setPageSize(QPageSize(QSizeF(pictureSize) * 72 / 96, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    QCPPainter painter;
    painter.begin(&writer);
    painter.setMode(QCPPainter::pmVectorized);
    m_parts->plot->toPainter(&painter, pictureSize.width(), pictureSize.height());
    painter.end();
    return buffer.data();
}

void DivergencePlot::save(const QString &filter, const QString &suffix)
{
    const PathQuestion question{PathQuestion::What::NewFile, tr("Save the plot"),
                                QStringLiteral("divergence.") + suffix, filter};
    askPath(this, question, [this, suffix](const QString &path, const QString &) { saveAs(path, suffix); });
}

/// The lines are drawn here, since only this thread may; turning them into a file is not.
void DivergencePlot::saveAs(const QString &path, const QString &suffix)
{
    std::function<QByteArray()> bytes;
    if (suffix == QLatin1String("csv"))
        bytes = [text = csv()] { return text.toUtf8(); };
    else if (path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive))
        bytes = [document = pdf()] { return document; };
    else
        bytes = [image = m_parts->plot->toPixmap(pictureSize.width(), pictureSize.height(), 2).toImage()] {
            return pngOf(image);
        };
    writeBeside(this, path, bytes, [this, path](const QString &problem) {
        if (problem.isEmpty())
            Q_EMIT saved(tr("Saved as %1").arg(path));
        else
            Q_EMIT failed(tr("%1 could not be written: %2").arg(path, problem));
    });
}

void DivergencePlot::openMenu(const QPoint &globalPosition)
{
    QMenu *menu = makePopup(this);
    menu->addAction(tr("Save as picture…"), this,
                    [this] { save(tr("Pictures (*.png *.pdf)"), QStringLiteral("png")); });
    menu->addAction(tr("Save as CSV…"), this, [this] { save(tr("Tables (*.csv)"), QStringLiteral("csv")); });
    for (QAction *action : menu->actions())
        action->setEnabled(!m_lines.isEmpty());
    popUp(menu, globalPosition);
}

bool DivergencePlot::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
        showReadOut(indexAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
        m_parts->plot->replot(QCustomPlot::rpQueuedReplot);
        break;
    case QEvent::Leave:
        showReadOut(-1);
        m_parts->plot->replot(QCustomPlot::rpQueuedReplot);
        break;
    case QEvent::MouseButtonPress: {
        auto *mouse = static_cast<QMouseEvent *>(event);
        const int index = indexAt(mouse->position().toPoint());
        if (mouse->button() == Qt::LeftButton && index >= 0)
            Q_EMIT moduleClicked(m_lines.first().points[std::size_t(index)].module);
        break;
    }
    case QEvent::ContextMenu: openMenu(static_cast<QContextMenuEvent *>(event)->globalPos()); return true;
    case QEvent::Resize: setTicks(); break;
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

void DivergencePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_parts->plot)
        dress();
}

} // namespace deltascope::views
