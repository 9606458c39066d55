#pragma once

#include "items/drifting.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace deltascope::views {

/// Whether a server answers as what it is asked for: starts that check, tells how far it is, and what it found.
class DriftView : public QWidget {
    Q_OBJECT

public:
    DriftView(items::Drifting &drifting, const items::Session &session, QString server, QWidget *parent = nullptr);
    /// All that was found, a line each, to be copied.
    QString text() const;

private:
    void layOut();
    void refresh();
    void showFound(const items::Drifting::Result &result);
    void addRow(const DriftColumn &column, const session::ServedSpec &spec);

    items::Drifting &m_drifting;
    const items::Session &m_session;
    const QString m_server;
    QLabel *m_state;
    QPushButton *m_check;
    QToolButton *m_copy;
    QWidget *m_found = nullptr;
    QVBoxLayout *m_all;
    bool m_isRunning = false;
};

} // namespace deltascope::views
