#include "views/bench/inputcard.h"

#include "items/typedinput.h"
#include "items/wording.h"
#include "views/bench/conversation.h"
#include "views/bench/inputeditor.h"
#include "views/bench/thumbnail.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/common/popup.h"
#include "views/common/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

InputCard::InputCard(int key, QWidget *parent)
    : QFrame(parent)
    , m_key(key)
    , m_picture(new Thumbnail(this))
    , m_text(makeEditor(tr("Input text")))
    , m_pair(makeEditor(tr("Second segment")))
    , m_tokens(makeLabel({}, "small", this))
    , m_cut(new QPushButton(this))
    , m_problem(makeLabel({}, "bad-small", this))
    , m_expected(new ElidedLabel({}, this))
    , m_rule(new ElidedLabel({}, this))
    , m_remove(new QToolButton(this))
{
    m_pair->setPlaceholderText(tr("second segment"));
    m_pair->setVisible(false);
    m_picture->setVisible(false);
    m_remove->setText(QStringLiteral("\u00d7"));
    m_remove->setProperty("role", "small");
    m_remove->setToolTip(tr("Remove this input"));
    m_remove->setAccessibleName(tr("Remove this input"));
    connect(m_remove, &QToolButton::clicked, this, &InputCard::removeAsked);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(0, 0, 0, 0);
    m_rule->setProperty("role", "small");
    m_rule->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_rule->setHint(tr("The delta that columns by rule attach for this input; right-click to change it"));
    m_expected->setProperty("role", "small");
    m_expected->setHint(tr("What is right for this input; it can be typed under Evaluate"));
    foot->setSpacing(8);
    foot->addWidget(m_tokens);
    foot->addWidget(m_expected);
    foot->addStretch();
    foot->addWidget(m_rule);
    foot->addWidget(m_remove);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(9, 6, 6, 3);
    all->setSpacing(2);
    all->addWidget(m_picture);
    all->addWidget(m_text, 1);
    all->addWidget(m_pair, 1);
    all->addWidget(m_problem);
    all->addWidget(m_cut, 0, Qt::AlignLeft);
    all->addLayout(foot);
    m_problem->setWordWrap(true);
    m_problem->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_problem->setVisible(false);
    m_cut->setProperty("role", "link");
    m_cut->setVisible(false);
    connect(m_cut, &QPushButton::clicked, this, [this] { Q_EMIT cutAsked(m_most); });
    connect(qApp, &QApplication::focusChanged, this, [this](const QWidget *before, const QWidget *now) {
        if (isAncestorOf(before) != isAncestorOf(now))
            update(); // its ring
    });
}

InputEditor *InputCard::makeEditor(const QString &name)
{
    auto *editor = new InputEditor(name, this);
    editor->setProperty("role", "plain");
    editor->document()->setDocumentMargin(0);
    editor->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    editor->setMinimumHeight(18);
    editor->setContextMenuPolicy(Qt::NoContextMenu);
    editor->installEventFilter(this);
    connect(editor, &QPlainTextEdit::textChanged, this, &InputCard::take);
    connect(editor, &InputEditor::nextAsked, this, &InputCard::nextAsked);
    connect(editor, &InputEditor::leaveAsked, this, &InputCard::leaveAsked);
    connect(editor, &InputEditor::picturesPasted, this, &InputCard::picturesPasted);
    connect(editor, &InputEditor::linesPasted, this, [this, editor](const QStringList &lines) {
        Q_EMIT gestureBegun();
        editor->insertPlainText(lines.first());
        Q_EMIT linesPasted(lines.mid(1));
    });
    return editor;
}

void InputCard::show(const Input &input, const Facts &facts)
{
    // A conversation's templates are not of the input.
    if (!input.messages && m_input == input && m_shown == Shown{input, facts})
        return;
    m_shown = {input, facts};
    m_isShowing = true;
    m_picture->show(QString::fromStdString(input.image.value_or("")));
    m_picture->setVisible(input.image.has_value());
    m_input = input;
    const auto place = [](QPlainTextEdit *editor, const QString &text) {
        if (editor->toPlainText() == text)
            return;
        const int at = editor->textCursor().position();
        editor->setPlainText(text);
        QTextCursor cursor = editor->textCursor();
        cursor.setPosition(std::min<int>(at, int(text.size())));
        editor->setTextCursor(cursor);
    };
    showConversation();
    // While the user types "ids: 0, 8," the text stays as it is typed.
    if (!input.messages && items::typed(m_text->toPlainText(), input) != input)
        place(m_text, items::typedText(input));
    place(m_pair, QString::fromStdString(input.textPair.value_or("")));
    m_pair->setVisible(input.textPair.has_value());
    m_tokens->setText(input.image    ? QString::fromStdString(*input.image).section(QLatin1Char('/'), -1)
                      : facts.tokens ? counted(*facts.tokens, tr("%1 token"), tr("%1 tokens"))
                                     : QString());
    m_expected->setFullText(facts.expected.isEmpty() ? QString() : tr("expected %1").arg(facts.expected));
    m_expected->setVisible(!facts.expected.isEmpty());
    m_rule->setFullText(facts.rule);
    m_isShowing = false;
}

void InputCard::showProblem(const InputFailure *failure)
{
    const Problem problem{failure ? items::wording(failure->error.what) : QString(), failure ? failure->most : 0,
                          m_input.text || m_input.ids};
    if (m_shownProblem == problem)
        return;
    m_shownProblem = problem;
    if (m_cut->hasFocus() && problem.most == 0)
        focusEnd(); // else the next key would be the card's cross
    m_problem->setText(problem.most > 0 ? tr("Too long: the model takes %1 tokens").arg(grouped(problem.most))
                                        : problem.what);
    m_problem->setToolTip(problem.what);
    m_problem->setVisible(failure);
    m_most = problem.most;
    m_cut->setText(tr("Cut at %1 tokens").arg(grouped(m_most)));
    m_cut->setToolTip(tr("Keeps the beginning, as long as the model can read"));
    m_cut->setVisible(m_most > 0 && problem.isCuttable);
}

/// Its turns in the place of a text.
void InputCard::showConversation()
{
    const bool isTalk = m_input.messages.has_value();
    if (isTalk && !m_conversation) {
        m_conversation = new Conversation(*this, this);
        static_cast<QVBoxLayout *>(layout())->insertWidget(0, m_conversation, 1);
        connect(m_conversation, &Conversation::edited, this, [this](const std::string &messages) {
            m_input.messages = messages;
            Q_EMIT edited(m_input);
        });
        connect(m_conversation, &Conversation::gestureBegun, this, &InputCard::gestureBegun);
        connect(m_conversation, &Conversation::heightChanged, this, &InputCard::heightChanged);
        connect(m_conversation, &Conversation::templateAsked, this, &InputCard::templateAsked);
        connect(m_conversation, &Conversation::nextAsked, this, &InputCard::nextAsked);
        connect(m_conversation, &Conversation::leaveAsked, this, &InputCard::leaveAsked);
        connect(m_conversation, &Conversation::promptAsked, this, [this] {
            m_askedPrompt.clear();
            Q_EMIT promptAsked();
        });
    }
    m_text->setVisible(!isTalk && !m_input.image);
    if (m_conversation)
        m_conversation->setVisible(isTalk);
    if (isTalk) {
        m_conversation->setTemplates(m_templates);
        m_conversation->show(*m_input.messages);
    }
}

Conversation *InputCard::conversation() const { return m_input.messages ? m_conversation : nullptr; }

bool InputCard::takePromptWish()
{
    const bool isWish = conversation() && conversation()->wantsPrompt() && m_askedPrompt != *m_input.messages;
    if (isWish)
        m_askedPrompt = *m_input.messages;
    return isWish;
}

void InputCard::become(const Input &input)
{
    m_input = input;
    Q_EMIT gestureBegun();
    Q_EMIT edited(m_input);
    Q_EMIT heightChanged();
    focusEnd();
}

Input InputCard::asConversation() const
{
    Input input = m_input;
    input.messages = files::messagesOf({{"user", m_input.text.value_or("")}});
    input.text.reset();
    input.textPair.reset();
    return input;
}

/// One turn's words, or all that was said.
Input InputCard::asText() const
{
    Input input = m_input;
    const std::vector<files::Turn> turns = files::turnsOf(*m_input.messages);
    input.text = turns.size() == 1 ? turns.front().content : files::transcriptOf(*m_input.messages);
    input.messages.reset();
    return input;
}

void InputCard::focusEnd()
{
    if (conversation()) {
        conversation()->focusEnd();
        return;
    }
    m_text->setFocus();
    m_text->moveCursor(QTextCursor::End);
}

int InputCard::editorHeight(const QPlainTextEdit *editor)
{
    double height = 0;
    const double line = QFontMetricsF(editor->font()).lineSpacing();
    for (QTextBlock block = editor->document()->begin(); block.isValid(); block = block.next())
        height += std::max(line, block.layout()->boundingRect().height());
    return int(std::ceil(height)) + 4;
}

int InputCard::wantedHeight() const
{
    constexpr int spacing = 2;
    int foot = 6 + 3 + spacing + m_remove->sizeHint().height();
    const QMargins margins = layout()->contentsMargins();
    if (!m_problem->isHidden())
        foot += m_problem->heightForWidth(width() - margins.left() - margins.right()) + spacing;
    if (!m_cut->isHidden())
        foot += m_cut->sizeHint().height() + spacing;
    if (conversation())
        return conversation()->wantedHeight() + foot;
    if (m_input.image)
        return m_picture->sizeHint().height() + foot;
    const int text = editorHeight(m_text) + (m_pair->isHidden() ? 0 : editorHeight(m_pair) + 4);
    return std::clamp(text, 18, 200) + foot;
}

void InputCard::take()
{
    if (m_isShowing || m_input.image || m_input.messages)
        return;
    m_input = items::typed(m_text->toPlainText(), m_input);
    if (!m_pair->isHidden())
        m_input.textPair = m_pair->toPlainText().toStdString();
    Q_EMIT edited(m_input);
    Q_EMIT heightChanged();
}

void InputCard::addPair()
{
    m_input.textPair = "";
    Q_EMIT gestureBegun();
    Q_EMIT edited(m_input);
    Q_EMIT heightChanged();
    m_pair->setFocus();
}

void InputCard::paintEvent(QPaintEvent *)
{
    const Theme &t = theme();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isActive = isAncestorOf(QApplication::focusWidget());
    painter.setPen(QPen(isActive ? t.accent : t.line, isActive ? 1.5 : 1));
    painter.setBrush(t.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), t.radius, t.radius);
}

/// Typing is one step of undo until a pause at a word's end or a change of focus.
bool InputCard::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
        Q_EMIT gestureBegun();
        Q_EMIT focused();
        break;
    case QEvent::Resize: Q_EMIT heightChanged(); break;
    case QEvent::KeyPress: {
        auto *key = static_cast<QKeyEvent *>(event);
        if (key->text() == QLatin1String(" ") || key->key() == Qt::Key_Return || key->matches(QKeySequence::Paste))
            Q_EMIT gestureBegun();
        break;
    }
    default: break;
    }
    return QFrame::eventFilter(watched, event);
}

void InputCard::addTextActions(QMenu *menu)
{
    if (m_input.messages) {
        menu->addAction(tr("Make it a plain text"), this, [this] { become(asText()); });
        return;
    }
    menu->addAction(tr("Copy text"), m_text, [this] {
        m_text->selectAll();
        m_text->copy();
    });
    QAction *paste = menu->addAction(tr("Paste"), m_text, &QPlainTextEdit::paste);
    paste->setEnabled(m_text->canPaste());
    if (m_pair->isHidden())
        menu->addAction(tr("Add a second segment"), this, &InputCard::addPair);
    if (!m_templates.isEmpty() && !m_input.ids)
        menu->addAction(tr("Make it a conversation"), this, [this] { become(asConversation()); });
}

void InputCard::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu *menu = makePopup(this);
    if (!m_input.image)
        addTextActions(menu);
    menu->addAction(tr("Delta by rule…"), this, [this, at = event->globalPos()] { Q_EMIT ruleMenuAsked(at); });
    menu->addSeparator();
    menu->addAction(tr("Remove"), this, &InputCard::removeAsked);
    popUp(menu, event->globalPos());
}

} // namespace deltascope::views
