#pragma once

#include "views/common/theme.h"

#include <QImage>
#include <QPoint>
#include <QWidget>

#include <cstdint>
#include <vector>

namespace deltascope::views {

/// What the map shows.
struct ConfusionData {
    QStringList labels;
    std::vector<std::vector<std::int64_t>> counts; ///< [expected][answered]
    std::vector<double> recall, precision; ///< by label
    QColor color; ///< of the configuration
    bool isEmpty() const { return labels.isEmpty(); }
};

/// How often what is expected (rows) was answered as what (columns), as a map of colours. A cell can be picked with the
/// mouse, or with arrows and Return.
class ConfusionMap : public QWidget {
    Q_OBJECT

public:
    explicit ConfusionMap(QWidget *parent = nullptr);
    void show(const ConfusionData &data);
    const ConfusionData &data() const { return m_data; }
    /// Rings a cell, x answered and y expected; (-1, -1): none.
    void pick(const QPoint &cell);
    QPoint picked() const { return m_picked; }
    QRectF cellRect(int expected, int answered) const;
    /// In that theme, twice as large for sharp print.
    QImage picture(Theme::Kind kind) const;
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override { return minimumSizeHint(); }

Q_SIGNALS:
    /// Once more on the picked cell: (-1, -1).
    void cellPicked(const QPoint &cell);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Frame {
        QRectF cells; ///< all of them
        double width, height; ///< of one
    };
    Frame frame() const;
    int labelWidth() const;
    void draw(QPainter &painter, const Theme &theme) const;
    void drawCell(QPainter &painter, const Theme &theme, int expected, int answered) const;
    void drawMargins(QPainter &painter, const Theme &theme) const;
    QPoint cellAt(const QPointF &position) const;
    QString textOf(const QPoint &cell) const;
    void choose(const QPoint &cell);

    ConfusionData m_data;
    QPoint m_picked{-1, -1}, m_cursor{0, 0};
};

} // namespace deltascope::views
