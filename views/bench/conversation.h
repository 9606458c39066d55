#pragma once

#include "core/tokens.h"
#include "files/conversation.h"

#include <QList>
#include <QStringList>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QPlainTextEdit;
class QPushButton;
class QTextEdit;
class QToolButton;
class QVBoxLayout;

namespace deltascope::views {

/// A conversation under test: its turns, each with its role at the left edge, and on request the prompt that the
/// model's template makes of it, token by token.
class Conversation : public QWidget {
    Q_OBJECT

public:
    /// `listener` filters the events of all its texts.
    Conversation(QObject &listener, QWidget *parent);
    void show(const std::string &messages);
    /// That the model has; there is a choice where they are several.
    void setTemplates(const QStringList &names);
    void focusEnd();
    /// What it wants at its present width.
    int wantedHeight() const;

    /// Whether the prompt is to be seen.
    bool wantsPrompt() const;
    void showPrompt(const TokenizedText &prompt);
    /// Why there is none.
    void showPromptProblem(const QString &sentence);

Q_SIGNALS:
    void edited(const std::string &messages);
    void gestureBegun();
    void promptAsked();
    void templateAsked(const QString &name);
    void heightChanged();
    void nextAsked(); ///< Return: the next input is to be written
    void leaveAsked(); ///< Esc

protected:
    void changeEvent(QEvent *event) override;

private:
    struct Row {
        QWidget *widget;
        QPushButton *role;
        QPlainTextEdit *text;
        QToolButton *remove;
    };

    Row makeRow();
    QWidget *makeFoot();
    void fill(const Row &row, const files::Turn &turn) const;
    int placeOf(const QWidget *row) const;
    void openRoles(const QWidget *row);
    void addTurn();
    void addSystem();
    void change(std::string messages);
    void togglePrompt();
    void openTemplates();

    QObject &m_listener;
    std::string m_messages;
    QVBoxLayout *m_all;
    QList<Row> m_rows;
    QToolButton *m_addTurn, *m_addSystem, *m_showPrompt, *m_template;
    QStringList m_templates;
    QTextEdit *m_prompt;
    std::optional<TokenizedText> m_told; ///< the prompt that is shown
    bool m_isShowing = false;
};

} // namespace deltascope::views
