#pragma once

#include "items/drifting.h"
#include "items/session.h"
#include "views/common/servedwords.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace deltascope::views {

class DriftView;
class ElidedLabel;
class StateDot;

/// A server: whether it answers, which engine and model stand there, how long it takes, and its adapters, each under
/// the mark of the delta here that it is.
class ServerCard : public QFrame {
    Q_OBJECT

public:
    ServerCard(const items::Servers &servers, const items::ServerEntry &entry, const items::Session &session,
               items::Drifting &drifting, QWidget *parent = nullptr);
    QLineEdit *mapping() const { return m_mapping; }
    DriftView *drift() const { return m_drift; }
    void show(const items::ServerEntry &entry);

Q_SIGNALS:
    void againAsked();
    void removeAsked();
    void unloadAsked(const QString &adapter);
    void loadAsked(DeltaId delta);
    void copyAsked(const session::ServedSpec &spec); ///< a strength or a sum, to be loaded as one adapter
    void mappingTyped(const QString &text);

private:
    void layOut();
    void showAdapters(const items::ServerEntry &entry);
    void hideAdapters();
    /// All that the rows say: while it is the same they stay, and so does who is at one of their buttons.
    QString rowsText(const items::ServerEntry &entry) const;
    void addCopies(const ServedState &state);
    void addRow(int series, bool isThere, const QString &name, const ServedWords &what, QPushButton *button);
    QPushButton *makeButton(const QString &text, const QString &reason);

    const items::Servers &m_servers;
    const items::Session &m_session;
    StateDot *m_dot;
    ElidedLabel *m_title;
    QLabel *m_address, *m_facts, *m_problem;
    QPushButton *m_again;
    QToolButton *m_remove;
    QWidget *m_adapters = nullptr;
    QWidget *m_paths;
    QLineEdit *m_mapping;
    DriftView *m_drift;
    std::string m_name;
    QString m_rowsText;
    QVBoxLayout *m_all, *m_adapterPlace;
};

} // namespace deltascope::views
