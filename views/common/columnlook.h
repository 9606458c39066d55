#pragma once

#include "items/sessionstate.h"

#include <QColor>

namespace deltascope::views {

/// Of what belongs to another state than the present one.
inline constexpr double staleOpacity = 0.45;

/// The colour that stands for a column: that of its first delta; muted for the backbone.
QColor columnColor(const items::SessionState &state, const items::BenchColumn &column);
/// The colour of a cell: its column's, or that of the first delta which the rules pick for the input.
QColor cellColor(const items::SessionState &state, const items::BenchColumn &column, int inputKey);
/// The series of a configuration's deltas.
QList<int> seriesOf(const items::SessionState &state, const Mix &mix);
/// The series of its deltas, in order of insertion.
QList<int> columnSeries(const items::SessionState &state, const items::BenchColumn &column);

} // namespace deltascope::views
