#pragma once

#include "items/bench.h"

#include <QAbstractTableModel>

namespace deltascope::items {

enum BenchRole { InputKeyRole = Qt::UserRole + 1, ColumnKeyRole, CellStateRole };

/// The comparison as a table: inputs down, columns across. Display text says in words what a cell found.
class BenchModel : public QAbstractTableModel {
    Q_OBJECT

public:
    BenchModel(Session &session, Bench &bench, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    int inputKey(int row) const { return m_inputs.value(row, -1); }
    int columnKey(int column) const { return m_columns.value(column, -1); }

private:
    enum class Axis { Rows, Columns };
    void sync(Axis axis);
    QList<int> wanted(Axis axis) const;
    void refresh();

    Session &m_session;
    Bench &m_bench;
    QList<int> m_inputs, m_columns;
};

/// What one cell found, in words: the label and its probability, the text, the best guess.
QString summaryOf(const Output &output, Task task);
/// Its perplexity, or why there is none.
QString summaryOf(const Scores::Cell &cell);
/// Of all its answers, a line each.
QString summaryOf(const Bench::Cell &cell, Task task);

} // namespace deltascope::items
