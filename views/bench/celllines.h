#pragma once

#include "items/bench.h"

#include <QCoreApplication>
#include <QList>
#include <QModelIndex>
#include <QString>

namespace deltascope::views {

/// One line of a cell: a name, and where there is a number a bar with it.
struct CellLine {
    QString name;
    double level = -1; ///< bar in [0, 1]; none if negative
    QString number;
    bool isBest = false;
};

/// The lines of cells whose task answers with numbers; none for the others.
class CellLines {
    Q_DECLARE_TR_FUNCTIONS(CellLines)

public:
    CellLines(const items::Session &session, const items::Bench &bench)
        : m_session(session)
        , m_bench(bench)
    {
    }

    /// `index`: the cell's place in the table.
    QList<CellLine> operator()(const items::Bench::Cell &cell, const QModelIndex &index) const;

private:
    static QList<CellLine> classLines(const Output &output, const std::vector<std::string> &labels);
    QList<CellLine> cosineLines(const items::Bench::Cell &cell, const QModelIndex &index) const;
    static QList<CellLine> logitLines(const Output &output);

    const items::Session &m_session;
    const items::Bench &m_bench;
};

} // namespace deltascope::views
