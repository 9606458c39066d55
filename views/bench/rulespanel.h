#pragma once

#include "items/session.h"

#include <QFrame>
#include <QHash>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace deltascope::views {

class RuleRow;

/// The session's rules, a row each: which inputs get which configuration in columns that go by rule. What is changed is
/// an edit of the session at once. Opens beside what it belongs to, so that the answers stay in sight.
class RulesPanel : public QFrame {
    Q_OBJECT

public:
    explicit RulesPanel(items::Session &session, QWidget *parent = nullptr);
    /// Above that rectangle of the screen, or below it where there is no room.
    void openAt(const QRect &global);
    RuleRow *row(int key) const { return m_rows.value(key); }

private:
    void layOut();
    void sync();
    void add();
    void fit();
    QString restText() const;

    items::Session &m_session;
    QHash<int, RuleRow *> m_rows; ///< by rule
    QScrollArea *m_scroll;
    QWidget *m_list;
    QVBoxLayout *m_lines;
    QLabel *m_rest; ///< what becomes of inputs that no rule takes
    QPushButton *m_add, *m_write;
    QRect m_beside; ///< of the screen
};

} // namespace deltascope::views
