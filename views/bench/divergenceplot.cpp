#include "views/bench/divergenceplot.h"

#include "views/bench/divergencepicture.h"
#include "views/bench/readout.h"
#include "views/common/popup.h"
#include "views/common/writing.h"

#include <QContextMenuEvent>
#include <QDate>
#include <QEvent>
#include <QFileInfo>
#include <QMenu>
#include <QMouseEvent>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <qcustomplot.h>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {
constexpr double zoomed = 1.25, panned = 0.2, fewestShown = 6; ///< a step of the wheel; modules
}

struct DivergencePlot::Parts {
    QCustomPlot *plot = nullptr;
    QCPItemStraightLine *cursor = nullptr;
    ReadOut *readOut = nullptr;
    int index = -1; ///< where the cursor stands
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
    m_parts->readOut = new ReadOut(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_parts->plot);
    setMinimumHeight(90);
    setAccessibleName(tr("Where outputs part from the backbone"));
    rebuild();
}

DivergencePlot::~DivergencePlot() = default;

void DivergencePlot::setLines(const QList<DivergenceLine> &lines)
{
    if (m_lines == lines)
        return;
    m_lines = lines;
    rebuild();
}

void DivergencePlot::setSubject(const QString &subject) { m_subject = subject; }

void DivergencePlot::rebuild()
{
    dressFigure(*m_parts->plot, theme());
    drawFigure(*m_parts->plot, m_lines, theme());
    applyZoom();
    m_parts->cursor->setPen(QPen(theme().muted, 1, Qt::DashLine));
    // New numbers leave the cursor, and the read-out under the pointer, where they are.
    const bool isRead = m_parts->readOut->isVisible();
    const bool isThere = !m_lines.isEmpty() && m_parts->index < int(m_lines.first().points().size());
    const int index = isThere ? m_parts->index : -1;
    isRead ? showReadOut(index) : moveCursor(index);
}

void DivergencePlot::applyZoom()
{
    const double count = m_lines.isEmpty() ? 1 : double(m_lines.first().points().size());
    m_parts->plot->xAxis->setRange(m_zoom.low * count - 0.5, m_zoom.high * count - 0.5);
    placeTicks(*m_parts->plot, m_lines, size());
}

/// The wheel shows less or more around the pointer, with Shift it moves along.
void DivergencePlot::turnWheel(const QWheelEvent &event)
{
    const QCPAxisRect &area = *m_parts->plot->axisRect();
    const QPoint turned = event.angleDelta();
    const double steps = (turned.y() != 0 ? turned.y() : turned.x()) / double(QWheelEvent::DefaultDeltasPerStep);
    if (event.modifiers().testFlag(Qt::ShiftModifier) || turned.y() == 0) {
        m_zoom.pan(-panned * steps);
    } else {
        const double at = std::clamp((event.position().x() - area.left()) / std::max(1, area.width()), 0.0, 1.0);
        m_zoom.scale(at, std::pow(zoomed, -steps), fewestShown / double(m_lines.first().points().size()));
    }
    applyZoom();
    showReadOut(indexAt(event.position().toPoint()));
}

int DivergencePlot::indexOf(int module) const
{
    if (m_lines.isEmpty())
        return -1;
    const auto &points = m_lines.first().points();
    const auto found
        = std::find_if(points.begin(), points.end(), [module](const auto &p) { return p.module == module; });
    return found == points.end() ? -1 : int(found - points.begin());
}

void DivergencePlot::setCursorModule(int module)
{
    m_parts->readOut->hide();
    moveCursor(indexOf(module));
}

int DivergencePlot::indexAt(const QPoint &position) const
{
    if (m_lines.isEmpty() || !m_parts->plot->axisRect()->rect().contains(position))
        return -1;
    const int index = int(std::lround(m_parts->plot->xAxis->pixelToCoord(position.x())));
    return index >= 0 && index < int(m_lines.first().points().size()) ? index : -1;
}

QPoint DivergencePlot::positionOf(int module) const
{
    const int index = indexOf(module);
    if (index < 0)
        return {-1, -1};
    return {int(m_parts->plot->xAxis->coordToPixel(index)), m_parts->plot->axisRect()->center().y()};
}

void DivergencePlot::moveCursor(int index)
{
    m_parts->index = index;
    m_parts->cursor->setVisible(index >= 0);
    m_parts->cursor->point1->setCoords(index, 0);
    m_parts->cursor->point2->setCoords(index, 1);
    m_parts->plot->replot(QCustomPlot::rpQueuedReplot);
}

void DivergencePlot::showReadOut(int index)
{
    moveCursor(index);
    if (index < 0) {
        m_parts->readOut->hide();
        return;
    }
    const QPoint at(int(m_parts->plot->xAxis->coordToPixel(index)), m_parts->plot->axisRect()->top());
    m_parts->readOut->show(m_lines, std::size_t(index), m_parts->plot->mapToGlobal(at));
}

DivergencePicture DivergencePlot::picture() const
{
    return {m_lines, tr("Where outputs part from the backbone"),
            tr("%1, %2").arg(m_subject, QDate::currentDate().toString(Qt::ISODate)), Theme::Kind::Light};
}

void DivergencePlot::save(const QString &filter, const QString &suffix)
{
    askPath(this, {PathQuestion::What::NewFile, tr("Save the plot"), QStringLiteral("divergence.") + suffix, filter},
            [this](const QString &path, const QString &) { saveAs(path); });
}

void DivergencePlot::saveAs(const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (!QStringList{"csv", "png", "svg", "pdf"}.contains(ending)) {
        Q_EMIT failed(tr("%1: expected a name that ends in .png, .svg, .pdf or .csv, found another").arg(path));
        return;
    }
    std::function<QByteArray()> bytes = [text = csvOf(m_lines)] { return text.toUtf8(); };
    if (ending != QLatin1String("csv"))
        bytes = drawPicture(picture(), path);
    writeBeside(this, path, bytes, [this, path](const QString &problem) {
        if (problem.isEmpty())
            Q_EMIT saved(path);
        else
            Q_EMIT failed(tr("%1 could not be written: %2").arg(path, problem));
    });
}

void DivergencePlot::openMenu(const QPoint &globalPosition)
{
    QMenu *menu = makePopup(this);
    const QString pictures
        = QStringList{tr("Picture (*.png)"), tr("Scalable picture (*.svg)"), tr("Document (*.pdf)")}.join(
            QStringLiteral(";;"));
    menu->addAction(tr("Save as picture…"), this, [this, pictures] { save(pictures, QStringLiteral("png")); });
    menu->addAction(tr("Save as CSV…"), this, [this] { save(tr("Table (*.csv)"), QStringLiteral("csv")); });
    for (QAction *action : menu->actions())
        action->setEnabled(!m_lines.isEmpty());
    popUp(menu, globalPosition);
}

bool DivergencePlot::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseMove: showReadOut(indexAt(static_cast<QMouseEvent *>(event)->position().toPoint())); break;
    case QEvent::Leave: showReadOut(-1); break;
    case QEvent::MouseButtonPress: {
        auto *mouse = static_cast<QMouseEvent *>(event);
        const int index = indexAt(mouse->position().toPoint());
        if (mouse->button() == Qt::LeftButton && index >= 0)
            Q_EMIT moduleClicked(m_lines.first().points()[std::size_t(index)].module);
        break;
    }
    case QEvent::ContextMenu: openMenu(static_cast<QContextMenuEvent *>(event)->globalPos()); return true;
    case QEvent::Wheel:
        if (m_lines.isEmpty())
            break;
        turnWheel(*static_cast<QWheelEvent *>(event));
        return true;
    case QEvent::MouseButtonDblClick:
        m_zoom = {};
        applyZoom();
        m_parts->plot->replot(QCustomPlot::rpQueuedReplot);
        break;
    case QEvent::Resize: placeTicks(*m_parts->plot, m_lines, size()); break;
    default: break;
    }
    return QWidget::eventFilter(watched, event);
}

void DivergencePlot::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    showReadOut(-1);
}

void DivergencePlot::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_parts->plot)
        rebuild();
}

} // namespace deltascope::views
