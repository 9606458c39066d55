#pragma once

#include "items/session.h"
#include "views/common/servedwords.h"

#include <QWidget>

class QVBoxLayout;

namespace deltascope::views {

/// What servers have loaded, below the local deltas: each adapter that is one of those under its colour and mark. A
/// click on the plus makes it a column of the comparison.
class ServedRack : public QWidget {
    Q_OBJECT

public:
    ServedRack(items::Session &session, const items::Servers &servers, QWidget *parent = nullptr);

private:
    void refresh();
    /// All that the rows say: while it is the same they stay.
    QString rowsText() const;
    void addServer(const items::ServerEntry &server);
    struct Row {
        int series; ///< of the delta that it is; negative: none here
        std::string name;
        bool isThere;
        ServedWords words;
    };
    void addRow(const items::ServerEntry &server, const Row &what);

    items::Session &m_session;
    const items::Servers &m_servers;
    QVBoxLayout *m_all;
    QWidget *m_rows = nullptr;
    QString m_text;
};

} // namespace deltascope::views
