#pragma once

#include "items/drifting.h"
#include "items/servers.h"
#include "items/session.h"

#include <QTimer>
#include <QWidget>

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace deltascope::views {

class ServerCard;

/// The servers that the user named, one below the other. While it is shown they are asked again every few seconds.
class ServersPanel : public QWidget {
    Q_OBJECT

public:
    ServersPanel(items::Session &session, items::Servers &servers, items::Drifting &drifting,
                 QWidget *parent = nullptr);
    QLineEdit *address() const { return m_address; }
    /// What is wrong with what was typed or asked for last; empty if nothing is.
    QString problem() const;
    ServerCard *card(int server) const { return m_cards[static_cast<std::size_t>(server)]; }

Q_SIGNALS:
    void closed();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void layOut();
    void connectParts();
    void rebuild();
    void refresh(int server);
    void add();
    void say(const QString &problem);
    void load(int server, DeltaId delta);
    void loadCopy(const QString &server, const session::ServedSpec &spec);
    ServerCard *makeCard(int server);

    items::Session &m_session;
    items::Servers &m_servers;
    items::Drifting &m_drifting;
    QToolButton *m_again, *m_close;
    QWidget *m_list;
    QVBoxLayout *m_rows;
    QScrollArea *m_scroll;
    QLabel *m_hint, *m_problem;
    QLineEdit *m_address;
    QPushButton *m_add;
    std::vector<ServerCard *> m_cards; ///< by server
    QTimer m_poll;
};

} // namespace deltascope::views
