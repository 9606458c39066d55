#pragma once

#include "core/outcome.h"
#include "views/bench/divergencefigure.h"

namespace deltascope::views {

/// What a saved plot shows: it explains itself far from the window.
struct DivergencePicture {
    QList<DivergenceLine> lines;
    QString title, subtitle; ///< what is plotted; model, inputs and date
    Theme::Kind theme = Theme::Kind::Light;
};

/// PNG, SVG or PDF as the path's ending says, with title, legend and axes.
Outcome<Done> writePicture(const DivergencePicture &picture, const QString &path);
/// The numbers as a table: module, then one column a line.
QString csvOf(const QList<DivergenceLine> &lines);

} // namespace deltascope::views
