#pragma once

#include "core/run.h"
#include "views/common/theme.h"

#include <QList>
#include <QPen>
#include <QString>

#include <memory>
#include <vector>

class QCustomPlot;

namespace deltascope::views {

/// One column's line: how far each module's output is from the backbone's, in the order modules run.
struct DivergenceLine {
    QString name;
    /// Gives the dash: from 0 for the columns that stay, `live` for what is attached now, so that switching deltas
    /// changes no other line.
    int number = 0;
    QList<int> series; ///< its deltas: the first gives the colour, the last the marks on the line
    std::shared_ptr<const std::vector<ModuleDivergence>> measured; ///< never null

    const std::vector<ModuleDivergence> &points() const { return *measured; }
    bool operator==(const DivergenceLine &) const = default;

    static constexpr int live = -1;
};

/// The look of a line, the same in the plot, its legend and its pictures: no two columns share it.
QPen linePen(const DivergenceLine &line, const Theme &theme);

/// Colours, fonts and titles of both axes.
void dressFigure(QCustomPlot &plot, const Theme &theme);
/// Replaces the graphs, fits the ranges and places the ticks.
void drawFigure(QCustomPlot &plot, const QList<DivergenceLine> &lines, const Theme &theme);
/// A tick where each numbered block begins, as many as there is room for in a plot of that size.
void placeTicks(QCustomPlot &plot, const QList<DivergenceLine> &lines, const QSize &size);

} // namespace deltascope::views
