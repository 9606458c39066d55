#pragma once

#include "items/bench.h"

#include <QObject>

#include <functional>

class QPoint;
class QTableView;

namespace deltascope::views {

/// What the comparison's table offers besides showing: its menu, Ctrl+C for a cell, Ctrl+Shift+C for the table, and
/// saving as CSV, JSON or a picture; while cells show how probable texts are, token by token too.
class ResultsMenu : public QObject {
    Q_OBJECT

public:
    ResultsMenu(QTableView &table, items::Session &session, const items::Bench &bench);
    /// As the path's ending says: .json, .png, else CSV.
    void saveAs(const QString &path);
    /// A row a token.
    void saveTokensAs(const QString &path);

Q_SIGNALS:
    void saved(const QString &path);
    void failed(const QString &sentence);

private:
    void copyCell();
    void copyTable();
    void copyTokens();
    void write(const QString &path, std::function<QByteArray()> bytes);
    void save(const QString &suffix);
    void saveTokens();
    void open(const QPoint &globalPosition);

    QTableView &m_table;
    items::Session &m_session;
    const items::Bench &m_bench;
};

} // namespace deltascope::views
