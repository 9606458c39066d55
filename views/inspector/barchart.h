#pragma once

#include <QColor>
#include <QString>
#include <QWidget>

#include <vector>

namespace deltascope::views {

/// What a chart shows. `from` and `to` are the horizontal ends; bars stand evenly between them.
struct BarData {
    std::vector<double> bars;
    double from = 0, to = 0;
    QString horizontal, vertical; ///< axis titles
    QColor color;
    QString waiting; ///< shown instead of bars while there are none: "computing…"
    enum class Marks { Range, Count } marks = Marks::Range;
};

/// A small bar chart with axis titles, a read-out on hover, and saving from its context menu.
class BarChart : public QWidget {
    Q_OBJECT

public:
    explicit BarChart(QWidget *parent = nullptr);
    void show(const BarData &data);
    QString csv() const;
    QSize sizeHint() const override { return {220, 100}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool event(QEvent *event) override;

private:
    QRectF plotBox() const;
    double positionOf(std::size_t bar) const;
    int barAt(const QPointF &position) const;
    void save(const QString &suffix);
    void saveAs(const QString &path, const QString &suffix);

    BarData m_data;
};

} // namespace deltascope::views
