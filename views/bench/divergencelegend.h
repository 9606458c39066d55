#pragma once

#include "views/bench/divergencefigure.h"

#include <QWidget>

class QPainter;

namespace deltascope::views {

/// Draws what each line stands for, from left to right and wrapped at `width`; returns the height that it takes.
/// Without a painter it only measures.
int drawLegend(QPainter *painter, const QList<DivergenceLine> &lines, const Theme &theme, const QRect &box);

/// The legend beside the plot's title, on one line: what does not fit is counted, and named on hover.
class DivergenceLegend : public QWidget {
    Q_OBJECT

public:
    explicit DivergenceLegend(QWidget *parent = nullptr);
    void setLines(const QList<DivergenceLine> &lines);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, height}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    static constexpr int height = 18;

    QList<DivergenceLine> m_lines;
};

} // namespace deltascope::views
