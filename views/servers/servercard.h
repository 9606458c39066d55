#pragma once

#include "items/servers.h"
#include "items/session.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace deltascope::views {

class ElidedLabel;
class StateDot;

/// A server: whether it answers, which engine and model stand there, how long it takes, and its adapters, each under
/// the mark of the delta here that it is.
class ServerCard : public QFrame {
    Q_OBJECT

public:
    ServerCard(const items::ServerEntry &entry, const items::Session &session, QWidget *parent = nullptr);
    void show(const items::ServerEntry &entry);

Q_SIGNALS:
    void againAsked();
    void removeAsked();
    void unloadAsked(const QString &adapter);
    void loadAsked(DeltaId delta);

private:
    void layOut();
    void showAdapters(const ServedState &state);
    void hideAdapters();
    /// All that the rows say: while it is the same they stay, and so does who is at one of their buttons.
    QString rowsText(const ServedState &state) const;
    void addRow(int series, bool isThere, const QString &name, const QString &what, QPushButton *button);
    QPushButton *makeButton(const QString &text, const QString &reason);

    const items::Session &m_session;
    StateDot *m_dot;
    ElidedLabel *m_title;
    QLabel *m_address, *m_facts, *m_problem;
    QPushButton *m_again;
    QToolButton *m_remove;
    QWidget *m_adapters = nullptr;
    QString m_rowsText;
    QVBoxLayout *m_all;
};

} // namespace deltascope::views
