#include "views/bench/columnlook.h"

#include "views/common/theme.h"

#include <algorithm>

namespace deltascope::views {

QColor columnColor(const items::SessionState &state, const items::BenchColumn &column)
{
    const QList<int> series = columnSeries(state, column);
    return series.isEmpty() ? theme().muted : theme().seriesColor(series.first());
}

QColor cellColor(const items::SessionState &state, const items::BenchColumn &column, int inputKey)
{
    if (column.kind != items::ColumnKind::ByRule)
        return columnColor(state, column);
    const items::BenchInput *input = state.input(inputKey);
    const items::SessionDelta *delta = input ? state.ruled(*input) : nullptr;
    return delta ? theme().seriesColor(delta->series) : theme().muted;
}

bool isRepeat(const items::SessionState &state, const items::BenchColumn &column)
{
    return column.kind == items::ColumnKind::AsAttached
           && std::any_of(state.columns.begin(), state.columns.end(), [&](const items::BenchColumn &other) {
                  return other.kind == items::ColumnKind::Fixed && state.mixOf(other) == state.mixOf(column);
              });
}

QList<int> columnSeries(const items::SessionState &state, const items::BenchColumn &column)
{
    QList<int> series;
    for (const DeltaSetting &setting : state.mixOf(column).deltas)
        series << state.find(setting.id)->series;
    return series;
}

} // namespace deltascope::views
