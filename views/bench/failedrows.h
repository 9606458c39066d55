#pragma once

#include "items/benchmodel.h"

#include <QList>
#include <QObject>

class QTableView;

namespace deltascope::views {

/// Rows of the comparison whose input no column can answer, for one reason: it stands once, across all columns, with
/// what helps.
class FailedRows : public QObject {
    Q_OBJECT

public:
    /// `table` shows `model`.
    FailedRows(QTableView &table, const items::BenchModel &model, const items::Bench &bench);
    void sync();
    /// That its sentence takes; 0 for a row that has none.
    int heightOf(int row) const;

Q_SIGNALS:
    void cutAsked(int inputKey, qint64 most); ///< to that many tokens

private:
    struct Shown {
        int row, inputKey, firstColumn, columns;
        QString sentence;
        qint64 most; ///< tokens that the model takes; 0: that is not the reason
        bool operator==(const Shown &) const = default;
    };
    std::optional<Shown> failureOf(int row) const;
    void place(const Shown &shown);

    QTableView &m_table;
    const items::BenchModel &m_model;
    const items::Bench &m_bench;
    QList<Shown> m_shown;
};

} // namespace deltascope::views
