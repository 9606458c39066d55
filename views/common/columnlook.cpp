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
    const QList<int> series = input ? seriesOf(state, state.pickFor(*input).mix) : QList<int>();
    return series.isEmpty() ? theme().muted : theme().seriesColor(series.first());
}

QList<int> columnSeries(const items::SessionState &state, const items::BenchColumn &column)
{
    QList<int> series = seriesOf(state, state.mixOf(column));
    for (const AdapterShare &share : column.served.adapters)
        if (const items::SessionDelta *delta = state.named(share.adapter))
            series << delta->series;
    return series;
}

QList<int> seriesOf(const items::SessionState &state, const Mix &mix)
{
    QList<int> series;
    for (const DeltaSetting &setting : mix.deltas)
        series << state.find(setting.id)->series;
    return series;
}

} // namespace deltascope::views
