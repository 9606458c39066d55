#pragma once

#include "items/bench.h"

#include <QObject>

class QPoint;
class QTableView;

namespace deltascope::views {

/// What the comparison's table offers besides showing: its menu, Ctrl+C for a cell, Ctrl+Shift+C for the table, and
/// saving as CSV or JSON.
class ResultsMenu : public QObject {
    Q_OBJECT

public:
    ResultsMenu(QTableView &table, const items::Session &session, const items::Bench &bench);
    /// As the path's ending says: .json, else CSV.
    void saveAs(const QString &path);

Q_SIGNALS:
    void saved(const QString &path);
    void failed(const QString &sentence);

private:
    void copyCell();
    void copyTable();
    void save(const QString &suffix);
    void open(const QPoint &globalPosition);

    QTableView &m_table;
    const items::Session &m_session;
    const items::Bench &m_bench;
};

} // namespace deltascope::views
