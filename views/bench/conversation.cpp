#include "views/bench/conversation.h"

#include "core/outcome.h"
#include "views/bench/inputeditor.h"
#include "views/bench/prompttext.h"
#include "views/common/popup.h"
#include "views/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPushButton>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextEdit>
#include <QTextLayout>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

namespace {

constexpr int roleWidth = 76, mostText = 160, promptHeight = 150, turnGap = 3;
const char *const offeredRoles[] = {"system", "user", "assistant", "tool"};

/// Of a turn: as high as its text, up to a bound. What is pasted is one text, however many lines it has.
class TurnEditor : public InputEditor {
public:
    TurnEditor(const QString &accessibleName, QWidget *parent)
        : InputEditor(accessibleName, parent)
    {
        setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        document()->setDocumentMargin(0);
        connect(this, &QPlainTextEdit::textChanged, this, [this] { fit(); });
    }

protected:
    void insertFromMimeData(const QMimeData *source) override { QPlainTextEdit::insertFromMimeData(source); }
    void resizeEvent(QResizeEvent *event) override
    {
        InputEditor::resizeEvent(event);
        fit();
    }

private:
    void fit()
    {
        double text = 0;
        const double line = QFontMetricsF(font()).lineSpacing();
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
            text += std::max(line, block.layout()->boundingRect().height());
        const int whole = int(std::ceil(text)) + 4;
        setVerticalScrollBarPolicy(whole > mostText ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
        setFixedHeight(std::min(whole, mostText));
    }
};

QToolButton *makeSmall(const QString &text, const QString &tip, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setProperty("role", "small");
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

/// Who speaks next.
/// The template's own word where it is none of the usual ones.
QString roleText(const QString &role)
{
    if (role == QLatin1String("system"))
        return Conversation::tr("system", "role");
    if (role == QLatin1String("user"))
        return Conversation::tr("user", "role");
    if (role == QLatin1String("assistant"))
        return Conversation::tr("assistant", "role");
    return role == QLatin1String("tool") ? Conversation::tr("tool", "role") : role;
}

std::string roleAfter(const std::string &role) { return role == "user" ? "assistant" : "user"; }

} // namespace

Conversation::Conversation(QObject &listener, QWidget *parent)
    : QWidget(parent)
    , m_listener(listener)
    , m_all(new QVBoxLayout(this))
    , m_addTurn(makeSmall(tr("+ turn"), tr("Add a turn"), this))
    , m_addSystem(makeSmall(tr("+ system"), tr("Add a system prompt"), this))
    , m_showPrompt(makeSmall(tr("prompt"), tr("Show the prompt and its tokens"), this))
    , m_template(makeSmall(tr("template…"), tr("Choose the chat template"), this))
    , m_prompt(new QTextEdit(this))
{
    setAccessibleName(tr("Conversation"));
    m_all->setContentsMargins(0, 0, 0, 0);
    m_all->setSpacing(turnGap);
    m_all->addWidget(m_prompt);
    m_all->addWidget(makeFoot());
    m_prompt->setReadOnly(true);
    m_prompt->setFixedHeight(promptHeight);
    m_prompt->setVisible(false);
    m_prompt->setAccessibleName(tr("Prompt"));
    m_showPrompt->setCheckable(true);
    m_template->setVisible(false);
    connect(m_template, &QToolButton::clicked, this, &Conversation::openTemplates);
    connect(m_addTurn, &QToolButton::clicked, this, &Conversation::addTurn);
    connect(m_addSystem, &QToolButton::clicked, this, &Conversation::addSystem);
    connect(m_showPrompt, &QToolButton::clicked, this, &Conversation::togglePrompt);
}

QWidget *Conversation::makeFoot()
{
    auto *foot = new QWidget(this);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2);
    for (QToolButton *button : {m_addTurn, m_addSystem, m_showPrompt, m_template})
        row->addWidget(button);
    row->addStretch();
    return foot;
}

Conversation::Row Conversation::makeRow()
{
    auto *widget = new QWidget(this);
    auto *line = new QHBoxLayout(widget);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    auto *role = new QPushButton(widget);
    role->setProperty("role", "turn");
    role->setAccessibleName(tr("Role of this turn"));
    role->setFixedWidth(roleWidth);
    auto *text = new TurnEditor(tr("Turn"), widget);
    text->setProperty("role", "plain");
    text->setContextMenuPolicy(Qt::DefaultContextMenu);
    auto *remove = makeSmall(QStringLiteral("\u00d7"), tr("Take this turn out"), widget);
    line->addWidget(role, 0, Qt::AlignTop);
    line->addWidget(text, 1, Qt::AlignTop);
    line->addWidget(remove, 0, Qt::AlignTop);
    connect(role, &QPushButton::clicked, this, [this, widget] { openRoles(widget); });
    connect(remove, &QToolButton::clicked, this, [this, widget] {
        Q_EMIT gestureBegun();
        change(files::withoutTurn(m_messages, std::size_t(placeOf(widget))));
    });
    connect(text, &QPlainTextEdit::textChanged, this, [this, widget, text] {
        if (!m_isShowing)
            change(files::withContent(m_messages, std::size_t(placeOf(widget)), text->toPlainText().toStdString()));
    });
    connect(text, &InputEditor::nextAsked, this, &Conversation::nextAsked);
    connect(text, &InputEditor::leaveAsked, this, &Conversation::leaveAsked);
    text->installEventFilter(&m_listener);
    m_all->insertWidget(int(m_rows.size()), widget);
    return {widget, role, text, remove};
}

void Conversation::fill(const Row &row, const files::Turn &turn) const
{
    const QString role = QString::fromStdString(turn.role), content = QString::fromStdString(turn.content);
    row.role->setText(turn.isByColumn ? tr("each its own") : roleText(role));
    row.role->setToolTip(turn.isByColumn
                             ? tr("Every column has its own words here; shown are those of the first. What you "
                                  "write counts for all.")
                             : tr("Role of this turn"));
    row.text->setReadOnly(!turn.isText);
    row.text->setPlaceholderText(turn.role == "user" ? tr("Write the next message…") : QString());
    row.text->setAccessibleName(tr("Turn of %1").arg(roleText(role)));
    if (row.text->toPlainText() == content)
        return;
    const int at = row.text->textCursor().position();
    row.text->setPlainText(content);
    QTextCursor cursor = row.text->textCursor();
    cursor.setPosition(std::min<int>(at, int(content.size())));
    row.text->setTextCursor(cursor);
}

void Conversation::show(const std::string &messages)
{
    std::vector<files::Turn> turns;
    try {
        turns = files::turnsOf(messages);
    } catch (const Failure &) {
        return; // the reader of inputs lets none of them in
    }
    m_isShowing = true;
    m_messages = messages;
    while (m_rows.size() > qsizetype(turns.size()))
        m_rows.takeLast().widget->deleteLater();
    while (m_rows.size() < qsizetype(turns.size())) {
        m_rows.append(makeRow());
        m_rows.last().widget->setVisible(true);
    }
    for (std::size_t i = 0; i < turns.size(); ++i)
        fill(m_rows[qsizetype(i)], turns[i]);
    for (const Row &row : m_rows)
        row.remove->setVisible(m_rows.size() > 1);
    m_addSystem->setVisible(turns.front().role != "system");
    m_isShowing = false;
}

void Conversation::setTemplates(const QStringList &names)
{
    m_templates = names;
    m_template->setVisible(names.size() > 1);
}

void Conversation::openTemplates()
{
    QMenu *menu = makePopup(this);
    for (const QString &name : m_templates)
        menu->addAction(name, this, [this, name] { Q_EMIT templateAsked(name); });
    popUpBelow(menu, *m_template);
}

void Conversation::focusEnd()
{
    if (m_rows.isEmpty())
        return;
    m_rows.last().text->setFocus();
    m_rows.last().text->moveCursor(QTextCursor::End);
}

int Conversation::wantedHeight() const
{
    int height = m_addTurn->sizeHint().height() + turnGap + (m_prompt->isHidden() ? 0 : promptHeight + turnGap);
    for (const Row &row : m_rows)
        height += std::max(row.text->height(), row.role->sizeHint().height()) + turnGap;
    return height;
}

int Conversation::placeOf(const QWidget *row) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [row](const Row &own) { return own.widget == row; });
    return int(found - m_rows.begin());
}

void Conversation::openRoles(const QWidget *row)
{
    const int place = placeOf(row);
    QMenu *menu = makePopup(this);
    for (const char *role : offeredRoles)
        menu->addAction(roleText(QString::fromLatin1(role)), this, [this, place, role] {
            if (place >= m_rows.size())
                return;
            Q_EMIT gestureBegun();
            change(files::withRole(m_messages, std::size_t(place), role));
        });
    popUp(menu, row->mapToGlobal(QPoint(0, m_rows[place].role->height())));
}

void Conversation::addTurn()
{
    Q_EMIT gestureBegun();
    change(files::withTurn(m_messages, std::size_t(m_rows.size()),
                           {roleAfter(files::turnsOf(m_messages).back().role), {}}));
    focusEnd();
}

void Conversation::addSystem()
{
    Q_EMIT gestureBegun();
    change(files::withTurn(m_messages, 0, {"system", {}}));
    m_rows.first().text->setFocus();
}

void Conversation::change(std::string messages)
{
    show(messages);
    Q_EMIT edited(m_messages);
    Q_EMIT heightChanged();
}

bool Conversation::wantsPrompt() const { return m_showPrompt->isChecked(); }

void Conversation::togglePrompt()
{
    m_told.reset();
    m_prompt->clear();
    m_prompt->setVisible(wantsPrompt());
    if (wantsPrompt())
        Q_EMIT promptAsked();
    Q_EMIT heightChanged();
}

void Conversation::showPrompt(const TokenizedText &prompt)
{
    m_told = prompt;
    m_prompt->setHtml(promptHtml(prompt));
}

/// Another theme has other colours.
void Conversation::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_told)
        m_prompt->setHtml(promptHtml(*m_told));
}

void Conversation::showPromptProblem(const QString &sentence)
{
    m_told.reset();
    m_prompt->setHtml(
        QStringLiteral("<span style=\"color:%1\">%2</span>").arg(theme().bad.name(), sentence.toHtmlEscaped()));
}

} // namespace deltascope::views
