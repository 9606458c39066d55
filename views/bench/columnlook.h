#pragma once

#include "items/sessionstate.h"

#include <QColor>

namespace deltascope::views {

/// The colour that stands for a column: that of its first delta; muted for the backbone.
QColor columnColor(const items::SessionState &state, const items::BenchColumn &column);
/// The series of its deltas, in order of insertion.
QList<int> columnSeries(const items::SessionState &state, const items::BenchColumn &column);

} // namespace deltascope::views
