#include "views/common/columnlook.h"

#include "views/common/theme.h"

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

QList<int> columnSeries(const items::SessionState &state, const items::BenchColumn &column)
{
    QList<int> series;
    for (const DeltaSetting &setting : state.mixOf(column).deltas)
        series << state.find(setting.id)->series;
    return series;
}

} // namespace deltascope::views
