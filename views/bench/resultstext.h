#pragma once

#include "items/bench.h"

#include <QByteArray>
#include <QString>

namespace deltascope::views {

/// The comparison as people and programs take it along: the answers that are computed, inputs in the order of the
/// bench.
class ResultsText {
public:
    ResultsText(const items::SessionState &state, const items::Bench &bench);

    /// One row an input, one column a column: what each cell says, with `separator` between (a tab for pasting).
    QString table(QChar separator) const;
    /// One row a cell: input, column, answer, and each label's probability where there are such.
    QString csv() const;
    /// {"inputs": [{"input", "columns": [{"column", "deltas", "answer", ...}]}]}
    QByteArray json() const;

private:
    const items::SessionState &m_state;
    const items::Bench &m_bench;
};

} // namespace deltascope::views
