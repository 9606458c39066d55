#pragma once

#include "items/session.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace deltascope::views {

class RuleChoice;

/// One rule: which texts it takes, what they get, and how many of the inputs that are. What is changed is asked for at
/// once; what cannot be read is said here and asked for once it can.
class RuleRow : public QFrame {
    Q_OBJECT

public:
    RuleRow(items::Session &session, int key, QWidget *parent = nullptr);
    int key() const { return m_key; }
    /// `taken`: how many inputs it decides.
    void show(const session::Rule &rule, int taken);
    void focusPattern();

Q_SIGNALS:
    void heightChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void takeKind();
    void takePattern(const QString &pattern);
    void takeCondition(const Condition &when);
    void showPattern(const Condition &when);
    void showGone(const session::Rule &rule);
    void showCount(const session::Rule &rule, int taken);
    QString untilThen() const;
    std::string ownLanguage() const;
    void moveBy(int places);

    items::Session &m_session;
    const int m_key;
    items::Gesture m_gesture;
    QComboBox *m_kind, *m_language;
    QLineEdit *m_pattern;
    RuleChoice *m_choice;
    QLabel *m_count, *m_problem;
    QToolButton *m_up, *m_down, *m_remove;
    QVBoxLayout *m_all;
    Condition m_shown; ///< as the session has it
};

} // namespace deltascope::views
