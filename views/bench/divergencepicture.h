#pragma once

#include "views/bench/divergencefigure.h"

#include <QByteArray>

#include <functional>

namespace deltascope::views {

/// What a saved plot shows: it explains itself far from the window.
struct DivergencePicture {
    QList<DivergenceLine> lines;
    QString title, subtitle; ///< what is plotted; model, inputs and date
    Theme::Kind theme = Theme::Kind::Light;
};

/// Draws it with title, legend and axes, here and now, since the plot is a widget; what is returned makes the bytes of
/// the file on any thread. PNG, SVG or PDF as the path's ending says.
std::function<QByteArray()> drawPicture(const DivergencePicture &picture, const QString &path);
/// The numbers as a table: module, then one column a line.
QString csvOf(const QList<DivergenceLine> &lines);

} // namespace deltascope::views
