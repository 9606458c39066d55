#include "views/common/mark.h"

#include "views/common/theme.h"

#include <QPainter>
#include <QTransform>

#include <cmath>
#include <iterator>
#include <numbers>

namespace deltascope::views {

namespace {

constexpr int shapes = 8;
/// Degrees by which the shapes turn at each time through; no shape of eight looks the same at any two of them.
constexpr double turns[] = {0, 30, 15, 45};

/// A polygon in the unit circle with its first corner up; with `inner` below 1 a star of twice as many corners.
QPolygonF polygon(int corners, double inner = 1)
{
    QPolygonF points;
    const int count = inner < 1 ? 2 * corners : corners;
    for (int i = 0; i < count; ++i) {
        const double radius = inner < 1 && i % 2 ? inner : 1;
        const double angle = 2 * std::numbers::pi * i / count;
        points << QPointF(radius * std::sin(angle), -radius * std::cos(angle));
    }
    return points;
}

QPainterPath unitShape(int shape, bool isTurned)
{
    QPainterPath path;
    switch (shape) {
    case 0:
        path.addEllipse(QPointF(), 0.88, isTurned ? 0.5 : 0.88);
        return path; // a circle shows no turn, an oval does
    case 1: path.addPolygon(QPolygonF({{0, -0.92}, {0.98, 0.78}, {-0.98, 0.78}})); break;
    case 2: path.addRoundedRect(QRectF(-0.8, -0.8, 1.6, 1.6), 0.15, 0.15); return path;
    case 3: path.addPolygon(polygon(4)); break;
    case 4: path.addPolygon(polygon(6)); break;
    case 5: path.addPolygon(polygon(5, 0.45)); break;
    case 6:
        path.addPolygon(QPolygonF({{-0.33, -0.95},
                                   {0.33, -0.95},
                                   {0.33, -0.33},
                                   {0.95, -0.33},
                                   {0.95, 0.33},
                                   {0.33, 0.33},
                                   {0.33, 0.95},
                                   {-0.33, 0.95},
                                   {-0.33, 0.33},
                                   {-0.95, 0.33},
                                   {-0.95, -0.33},
                                   {-0.33, -0.33}}));
        break;
    default: path.addPolygon(polygon(5)); break;
    }
    path.closeSubpath();
    return path;
}

} // namespace

QPainterPath markPath(int series, const QRectF &box)
{
    const double radius = std::min(box.width(), box.height()) / 2;
    QTransform place;
    place.translate(box.center().x(), box.center().y());
    place.scale(radius, radius);
    const int turn = series / shapes % int(std::size(turns));
    place.rotate(turns[turn]);
    return place.map(unitShape(series % shapes, turn > 0));
}

MarkFill fillOf(Attachment attachment)
{
    switch (attachment) {
    case Attachment::Nowhere: return MarkFill::Hollow;
    case Attachment::Partly: return MarkFill::Half;
    case Attachment::Everywhere: break;
    }
    return MarkFill::Filled;
}

void drawMark(QPainter &painter, int series, MarkFill fill, const QRectF &box)
{
    drawMark(painter, series, fill, box, theme().seriesColor(series));
}

void drawMark(QPainter &painter, int series, MarkFill fill, const QRectF &box, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPainterPath path = markPath(series, box.adjusted(1, 1, -1, -1));
    painter.setPen(Qt::NoPen);
    if (fill == MarkFill::Filled)
        painter.fillPath(path, color);
    if (fill == MarkFill::Half) {
        QPainterPath left;
        left.addRect(QRectF(box.left(), box.top(), box.width() / 2, box.height()));
        painter.fillPath(path.intersected(left), color);
    }
    painter.strokePath(path, QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.restore();
}

QIcon markIcon(const QList<int> &series)
{
    constexpr int scale = 2;
    QPixmap pixmap(QSize(markRoom * std::max(1, int(series.size())), markRoom) * scale);
    pixmap.setDevicePixelRatio(scale);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < series.size(); ++i)
        drawMark(painter, series[i], MarkFill::Filled, QRectF(i * markRoom + 2, 2, markRoom - 4, markRoom - 4));
    return pixmap;
}

MarkLabel::MarkLabel(int series, MarkFill fill, QWidget *parent)
    : QWidget(parent)
    , m_series(series)
    , m_fill(fill)
{
    setFixedSize(sizeHint());
}

void MarkLabel::setMark(int series, MarkFill fill)
{
    m_series = series;
    m_fill = fill;
    update();
}

void MarkLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (m_series >= 0)
        drawMark(painter, m_series, m_fill, QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5));
}

} // namespace deltascope::views
