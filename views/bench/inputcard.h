#pragma once

#include "core/run.h"

#include <QFrame>
#include <QStringList>

#include <optional>

class QLabel;
class QMenu;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace deltascope::views {

class Conversation;
class ElidedLabel;
class InputEditor;
class Thumbnail;

/// One sentence under test, with its second segment if it has one, or a conversation, or a picture.
class InputCard : public QFrame {
    Q_OBJECT

public:
    explicit InputCard(int key, QWidget *parent = nullptr);
    int key() const { return m_key; }
    /// Why the input cannot run; null if it can.
    void showProblem(const InputFailure *failure);
    /// What is said of the input, in words.
    struct Facts {
        std::optional<int> tokens; ///< how many it has
        QString rule; ///< which delta is picked for it
        QString expected; ///< what is right for it
        bool operator==(const Facts &) const = default;
    };
    void show(const Input &input, const Facts &facts);
    /// Names of the model's chat templates; a text can be made a conversation where there are any.
    void setTemplates(const QStringList &names) { m_templates = names; }
    /// The conversation's part; null for a text.
    Conversation *conversation() const;
    /// Whether a prompt is to be seen that has not been asked for since the input changed; it counts as asked then.
    bool takePromptWish();
    void focusEnd();
    /// What the card wants at its present width.
    int wantedHeight() const;

Q_SIGNALS:
    void edited(const Input &input);
    void gestureBegun();
    void removeAsked();
    /// Which delta the rule should pick is to be chosen.
    void ruleMenuAsked(const QPoint &globalPosition);
    /// Return: the next input is to be written.
    void nextAsked();
    /// Esc: the keys should go elsewhere.
    void leaveAsked();
    /// More lines than one were pasted; the first one stands here.
    void linesPasted(const QStringList &more);
    void picturesPasted(const QStringList &paths);
    void cutAsked(qint64 most); ///< to so many tokens
    void heightChanged();
    void focused();
    void promptAsked();
    void templateAsked(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    InputEditor *makeEditor(const QString &name);
    void take();
    void addPair();
    void showConversation();
    void become(const Input &input);
    Input asConversation() const;
    Input asText() const;
    void addTextActions(QMenu *menu);
    static int editorHeight(const QPlainTextEdit *editor);

    int m_key;
    Input m_input;
    std::int64_t m_most = 0; ///< tokens that the cut would leave
    Thumbnail *m_picture; ///< stands where the text would
    InputEditor *m_text, *m_pair;
    Conversation *m_conversation = nullptr; ///< made for the first one; hidden for a text
    struct Shown {
        Input input;
        Facts facts;
        bool operator==(const Shown &) const = default;
    };
    std::optional<Shown> m_shown;
    struct Problem {
        QString what;
        std::int64_t most;
        bool isCuttable;
        bool operator==(const Problem &) const = default;
    };
    std::optional<Problem> m_shownProblem;
    std::string m_askedPrompt; ///< the conversation whose prompt was asked for last
    QStringList m_templates;
    QLabel *m_tokens;
    QPushButton *m_cut;
    QLabel *m_problem;
    ElidedLabel *m_expected, *m_rule;
    QToolButton *m_remove;
    bool m_isShowing = false;
};

} // namespace deltascope::views
