#pragma once

#include "items/bench.h"

#include <QByteArray>
#include <QString>

namespace deltascope::views {

/// The comparison as people and programs take it along: the answers that are computed, inputs in the order of the
/// bench. A value: it may be written on any thread.
class ResultsText {
public:
    ResultsText(const items::SessionState &state, const items::Bench &bench);

    /// One row an input, one column a column: what each cell says, with `separator` between (a tab for pasting).
    QString table(QChar separator) const;
    /// One row an answer: input, column, answer, its seed where answers are drawn, and each label's probability where
    /// there are such, and how probable the input is while the cells show that.
    QString csv() const;
    /// While cells show how probable texts are: a row a token with its log-probability, and what it has more than the
    /// baseline's.
    QString tokens(QChar separator) const;
    /// {"inputs": [{"input", "columns": [{"column", "deltas", "answer", ...}]}]}
    QByteArray json() const;

private:
    items::SessionState m_state;
    items::Bench::Answers m_answers;
};

} // namespace deltascope::views
