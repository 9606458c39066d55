#include "items/benchmodel.h"

#include "core/isnumber.h"
#include "items/grouping.h"
#include "items/servedcells.h"
#include "items/wording.h"

#include <QStringList>

#include <algorithm>

namespace deltascope::items {

QString summaryOf(const Output &output, Task task)
{
    if (!isNumber(output))
        return QStringLiteral("not a number");
    const auto text = [](const std::string &value) { return QString::fromStdString(value); };
    switch (task) {
    case Task::Classify: {
        const auto best = std::max_element(output.probabilities.begin(), output.probabilities.end());
        if (best == output.probabilities.end())
            return text(output.label);
        return QStringLiteral("%1 %2").arg(text(output.label)).arg(decimal(double(*best), 2));
    }
    case Task::Tokens: {
        QStringList labels;
        for (const std::string &label : output.labels)
            labels << text(label);
        return labels.join(QLatin1Char(' '));
    }
    case Task::Answer:
        return QStringLiteral("%1 %2").arg(text(output.answerText)).arg(decimal(double(output.answerScore), 2));
    case Task::FillMask: {
        QStringList best;
        for (const MaskedPosition &mask : output.masks)
            if (!mask.best.empty())
                best << QStringLiteral("%1 %2")
                            .arg(text(mask.best[0].token))
                            .arg(decimal(double(mask.best[0].probability), 2));
        return best.join(QStringLiteral(", "));
    }
    case Task::Generate: return text(output.text);
    case Task::Embed:
    case Task::Logits:
    case Task::Auto: break;
    }
    return QStringLiteral("%1 numbers").arg(std::max(output.embedding.size(), output.logits.values.size()));
}

QString summaryOf(const Bench::Cell &cell, Task task)
{
    QStringList all{summaryOf(cell.output, task)};
    for (const Output &other : cell.others)
        all << summaryOf(other, task);
    return all.join(QLatin1Char('\n'));
}

QString summaryOf(const Scores::Cell &cell)
{
    if (cell.failure)
        return wording(*cell.failure);
    if (!cell.score.isNumber())
        return QStringLiteral("not a number");
    const auto perplexity = cell.score.perplexity();
    return perplexity ? QStringLiteral("perplexity %1").arg(decimal(*perplexity, 2))
                      : QStringLiteral("no token counts");
}

BenchModel::BenchModel(Session &session, Bench &bench, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_bench(bench)
{
    connect(&session, &Session::inputsChanged, this, [this] {
        sync(Axis::Rows);
        refresh();
    });
    for (const auto signal : {&Session::columnsChanged, &Session::mixChanged, &Session::deltasChanged})
        connect(&session, signal, this, [this] {
            sync(Axis::Columns);
            refresh();
            if (!m_columns.isEmpty())
                Q_EMIT headerDataChanged(Qt::Horizontal, 0, int(m_columns.size()) - 1);
        });
    connect(&bench, &Bench::answered, this, [this] {
        refresh();
        if (!m_columns.isEmpty())
            Q_EMIT headerDataChanged(Qt::Horizontal, 0, int(m_columns.size()) - 1);
    });
    connect(&bench, &Bench::staleChanged, this, &BenchModel::refresh);
    sync(Axis::Rows);
    sync(Axis::Columns);
}

int BenchModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_inputs.size()); }

int BenchModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_columns.size()); }

QVariant BenchModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int input = m_inputs[index.row()], column = m_columns[index.column()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: {
        if (m_bench.scores().isWanted()) {
            const Scores::Cell *scored = m_bench.scores().cell(input, column);
            return scored ? summaryOf(*scored) : QString();
        }
        const Bench::Cell *cell = m_bench.cell(input, column);
        const SessionState &state = m_session.state();
        if (!cell || m_bench.stateOf(input, column) == Bench::State::Empty) {
            const BenchColumn *known = state.column(column);
            return known && m_bench.served() ? m_bench.served()->lackOf(*known).sentence : QString();
        }
        const QString answer = cell->failure ? wording(cell->failure->error) : summaryOf(*cell, m_bench.task());
        const bool isPicked = role == Qt::AccessibleTextRole && state.column(column)->kind == ColumnKind::ByRule;
        return isPicked ? titleOf(state, state.pickFor(*state.input(input))) + QStringLiteral(": ") + answer : answer;
    }
    case InputKeyRole: return input;
    case ColumnKeyRole: return column;
    case CellStateRole: return int(m_bench.stateOf(input, column));
    default: return {};
    }
}

QVariant BenchModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && section >= 0 && section < m_columns.size()) {
        const BenchColumn *column = m_session.state().column(m_columns[section]);
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return column ? titleOf(m_session.state(), *column) : QString();
        if (role == ColumnKeyRole)
            return m_columns[section];
    }
    return {};
}

QList<int> BenchModel::wanted(Axis axis) const
{
    QList<int> keys;
    if (axis == Axis::Rows)
        for (const BenchInput &input : m_session.state().inputs)
            keys << input.key;
    else
        for (const BenchColumn &column : m_session.state().columns)
            keys << column.key;
    return keys;
}

/// Removes, inserts and moves exactly the rows or columns that changed.
void BenchModel::sync(Axis axis)
{
    const bool isRows = axis == Axis::Rows;
    QList<int> &have = isRows ? m_inputs : m_columns;
    const QList<int> want = wanted(axis);
    for (int i = int(have.size()) - 1; i >= 0; --i) {
        if (want.contains(have[i]))
            continue;
        isRows ? beginRemoveRows({}, i, i) : beginRemoveColumns({}, i, i);
        have.removeAt(i);
        isRows ? endRemoveRows() : endRemoveColumns();
    }
    for (int i = 0; i < want.size(); ++i) {
        const int at = int(have.indexOf(want[i]));
        if (at == i)
            continue;
        if (at < 0) {
            isRows ? beginInsertRows({}, i, i) : beginInsertColumns({}, i, i);
            have.insert(i, want[i]);
            isRows ? endInsertRows() : endInsertColumns();
        } else {
            isRows ? beginMoveRows({}, at, at, {}, i) : beginMoveColumns({}, at, at, {}, i);
            have.move(at, i);
            isRows ? endMoveRows() : endMoveColumns();
        }
    }
}

void BenchModel::refresh()
{
    if (!m_inputs.isEmpty() && !m_columns.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_inputs.size()) - 1, int(m_columns.size()) - 1));
}

} // namespace deltascope::items
