#pragma once

#include "core/attachment.h"

#include <QIcon>
#include <QList>
#include <QPainterPath>
#include <QRectF>
#include <QWidget>

class QPainter;

namespace deltascope::views {

enum class MarkFill { Hollow, Half, Filled };
MarkFill fillOf(Attachment attachment);

/// The shape of the n-th delta inside `box`: circle, triangle, square, ...; after eight the shapes turn.
QPainterPath markPath(int series, const QRectF &box);
/// The mark in the theme's colour of that delta.
void drawMark(QPainter &painter, int series, MarkFill fill, const QRectF &box);
void drawMark(QPainter &painter, int series, MarkFill fill, const QRectF &box, const QColor &color);

/// The marks of these deltas, one behind the other, for menus and lists.
QIcon markIcon(const QList<int> &series);
/// The height of such an icon, and the width of each of its marks.
constexpr int markRoom = 16;

/// A mark that stands by itself.
class MarkLabel : public QWidget {
    Q_OBJECT

public:
    explicit MarkLabel(int series, MarkFill fill, QWidget *parent = nullptr);
    void setMark(int series, MarkFill fill);
    QSize sizeHint() const override { return {14, 14}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_series;
    MarkFill m_fill;
};

} // namespace deltascope::views
