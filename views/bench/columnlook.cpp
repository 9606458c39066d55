#include "views/bench/columnlook.h"

#include "views/common/theme.h"

namespace deltascope::views {

QColor columnColor(const items::SessionState &state, const items::BenchColumn &column)
{
    const QList<int> series = columnSeries(state, column);
    return series.isEmpty() ? theme().muted : theme().seriesColor(series.first());
}

QList<int> columnSeries(const items::SessionState &state, const items::BenchColumn &column)
{
    QList<int> series;
    for (const DeltaSetting &setting : state.mixOf(column).deltas)
        series << state.find(setting.id)->series;
    return series;
}

} // namespace deltascope::views
