#include "views/bench/rulerow.h"

#include "session/language.h"
#include "views/bench/rulechoice.h"
#include "views/common/labels.h"
#include "views/common/toolbutton.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

using Kind = Condition::Kind;
using session::Matcher;

namespace {

constexpr int kindWidth = 132, gap = 6;

/// What QLocale calls the languages that are told, for translators.
[[maybe_unused]] constexpr const char *languageNames[]
    = {QT_TRANSLATE_NOOP("Languages", "English"), QT_TRANSLATE_NOOP("Languages", "French"),
       QT_TRANSLATE_NOOP("Languages", "German"),  QT_TRANSLATE_NOOP("Languages", "Spanish"),
       QT_TRANSLATE_NOOP("Languages", "Italian"), QT_TRANSLATE_NOOP("Languages", "Portuguese"),
       QT_TRANSLATE_NOOP("Languages", "Chinese"), QT_TRANSLATE_NOOP("Languages", "Japanese"),
       QT_TRANSLATE_NOOP("Languages", "Korean"),  QT_TRANSLATE_NOOP("Languages", "Russian"),
       QT_TRANSLATE_NOOP("Languages", "Arabic")};

/// "fr · French"
QString languageTitle(const QString &code)
{
    const QByteArray name = QLocale::languageToString(QLocale(code).language()).toUtf8();
    return code + QStringLiteral(" · ") + QCoreApplication::translate("Languages", name);
}

} // namespace

RuleRow::RuleRow(items::Session &session, int key, QWidget *parent)
    : QFrame(parent)
    , m_session(session)
    , m_key(key)
    , m_gesture(items::Gesture::begin())
    , m_kind(new QComboBox(this))
    , m_language(new QComboBox(this))
    , m_pattern(new QLineEdit(this))
    , m_choice(new RuleChoice(session, key, this))
    , m_count(makeLabel({}, "small", this))
    , m_problem(makeLabel({}, "bad-small", this))
    , m_up(makeTool(QStringLiteral("chevron-up"), tr("Earlier"), this))
    , m_down(makeTool(QStringLiteral("chevron-down"), tr("Later"), this))
    , m_remove(makeTool(QStringLiteral("close"), tr("Remove this rule"), this))
    , m_all(new QVBoxLayout(this))
{
    layOut();
    connect(m_kind, &QComboBox::activated, this, &RuleRow::takeKind);
    connect(m_language, &QComboBox::activated, this, [this] { takePattern(m_language->currentData().toString()); });
    m_pattern->installEventFilter(this);
    connect(m_pattern, &QLineEdit::textEdited, this, &RuleRow::takePattern);
    connect(m_pattern, &QLineEdit::editingFinished, this, [this] { m_gesture = items::Gesture::begin(); });
    connect(m_choice, &RuleChoice::fieldsOpened, this, [this](QWidget *fields) {
        fields->setContentsMargins(kindWidth + gap, 2, 0, 2);
        m_all->insertWidget(1, fields);
        fields->setVisible(true);
        Q_EMIT heightChanged();
    });
    connect(m_choice, &RuleChoice::fieldsClosed, this, &RuleRow::heightChanged);
    connect(m_up, &QToolButton::clicked, this, [this] { moveBy(-1); });
    connect(m_down, &QToolButton::clicked, this, [this] { moveBy(1); });
    connect(m_remove, &QToolButton::clicked, this, [this] { m_session.removeRule(m_key); });
}

/// What is typed is the session's at once, and so is its undo.
bool RuleRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride)
        if (const auto *key = static_cast<QKeyEvent *>(event);
            key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore();
            return true;
        }
    return QFrame::eventFilter(watched, event);
}

void RuleRow::layOut()
{
    for (const auto &[kind, text] : {std::pair(Kind::Language, tr("language is")),
                                     {Kind::Prefix, tr("begins with")},
                                     {Kind::Regex, tr("matches")},
                                     {Kind::Otherwise, tr("all others")}})
        m_kind->addItem(text, int(kind));
    m_kind->setFixedWidth(kindWidth);
    m_kind->setAccessibleName(tr("Which inputs"));
    m_kind->setToolTip(tr("How the rule tells the inputs that it takes"));
    for (const std::string_view each : session::languageCodes()) {
        const QString code = QString::fromUtf8(each.data(), qsizetype(each.size()));
        m_language->addItem(languageTitle(code), code);
    }
    m_language->setAccessibleName(tr("Language"));
    m_language->setToolTip(tr("Told by a text's script and its commonest words"));
    m_problem->setWordWrap(true);
    m_up->setToolTip(tr("Earlier: the first rule that holds counts (Alt+Up)"));
    m_down->setToolTip(tr("Later: the first rule that holds counts (Alt+Down)"));
    auto *line = new QHBoxLayout;
    line->setSpacing(gap);
    line->addWidget(m_kind);
    line->addWidget(m_language, 1);
    line->addWidget(m_pattern, 1);
    line->addStretch();
    line->addWidget(makeLabel(QStringLiteral("\u2192"), "muted", this));
    line->addWidget(m_choice);
    line->addSpacing(2);
    for (QToolButton *button : {m_up, m_down, m_remove})
        line->addWidget(button);
    m_all->setContentsMargins(0, 5, 0, 5);
    m_all->setSpacing(3);
    m_all->addLayout(line);
    m_all->addWidget(m_problem);
    m_all->addWidget(m_count);
}

void RuleRow::show(const session::Rule &rule, int taken)
{
    if (!(m_shown == rule.when) || m_problem->text().isEmpty())
        showPattern(rule.when); // else the hand is at something that cannot be read yet
    m_shown = rule.when;
    m_choice->show(rule);
    showGone(rule);
    showCount(rule, taken);
    const auto &rules = m_session.state().rules;
    m_up->setEnabled(rules.front().key != m_key);
    m_down->setEnabled(rules.back().key != m_key);
    setAccessibleName(
        tr("Rule: %1 → %2")
            .arg(items::wordsOf(rule.when), items::titleOf(m_session.state(), m_session.state().pickOf(rule))));
}

void RuleRow::showPattern(const Condition &when)
{
    const QString pattern = QString::fromStdString(when.pattern);
    setRole(m_pattern, "");
    m_problem->setText({});
    m_kind->setCurrentIndex(m_kind->findData(int(when.kind)));
    m_language->setVisible(when.kind == Kind::Language);
    m_pattern->setVisible(when.kind == Kind::Prefix || when.kind == Kind::Regex);
    m_language->setCurrentIndex(m_language->findData(pattern));
    if (m_pattern->text() != pattern)
        m_pattern->setText(pattern);
    const bool isRegex = when.kind == Kind::Regex;
    m_pattern->setAccessibleName(isRegex ? tr("Regular expression") : tr("How the text begins"));
    m_pattern->setPlaceholderText(isRegex ? tr("such as ^\\d+ or (?i)refund") : tr("such as Q:"));
    m_pattern->setToolTip(isRegex ? tr("Taken is every text in which it is found") : tr("Blanks count"));
}

/// Unless there is something to say of the pattern.
void RuleRow::showGone(const session::Rule &rule)
{
    QString gone;
    for (const std::string &name : m_session.state().pickOf(rule).gone)
        gone += (gone.isEmpty() ? QString() : QStringLiteral(", ")) + QString::fromStdString(name);
    if (m_pattern->property("role") != QLatin1String("wrong"))
        m_problem->setText(gone.isEmpty()
                               ? QString()
                               : tr("%1 is not in the rack any more: add it again or choose another").arg(gone));
    m_problem->setVisible(!m_problem->text().isEmpty());
}

void RuleRow::showCount(const session::Rule &rule, int taken)
{
    m_count->setText(rule.matcher->problem() == Matcher::Problem::NoPattern
                         ? tr("takes nothing until it is said which texts")
                         : tr("takes %1 of %2 inputs").arg(taken).arg(m_session.state().inputs.size()));
}

/// What counts while the hand is at an expression that cannot be read.
QString RuleRow::untilThen() const
{
    const session::Rule *rule = m_session.state().rule(m_key);
    return rule && rule->when.kind == Kind::Regex && !rule->when.pattern.empty()
               ? QLatin1Char(' ') + tr("Until then this counts: %1").arg(QString::fromStdString(rule->when.pattern))
               : QString();
}

void RuleRow::focusPattern()
{
    m_gesture = items::Gesture::begin();
    m_pattern->isVisibleTo(this) ? m_pattern->setFocus() : m_kind->setFocus();
}

/// The one that a delta of the rule is named after; else the first that there is.
std::string RuleRow::ownLanguage() const
{
    const std::vector<std::string_view> codes = session::languageCodes();
    if (const session::Rule *rule = m_session.state().rule(m_key))
        for (const session::RulePart &part : rule->deltas)
            for (const std::string_view code : codes)
                if (session::namesLanguage(part.delta, code))
                    return std::string(code);
    return std::string(codes.front());
}

/// What is typed goes on with the next kind.
void RuleRow::takeKind()
{
    m_gesture = items::Gesture::begin();
    Condition when{Kind(m_kind->currentData().toInt()), {}};
    if (when.kind == Kind::Language)
        when.pattern = ownLanguage();
    else if (when.kind != Kind::Otherwise && m_pattern->isVisibleTo(this))
        when.pattern = m_pattern->text().toStdString();
    showPattern(when);
    takeCondition(when);
    m_gesture = items::Gesture::begin(); // what is typed then is a step of its own
}

void RuleRow::takePattern(const QString &pattern)
{
    takeCondition({Kind(m_kind->currentData().toInt()), pattern.toStdString()});
}

/// An expression is tried on the inputs before the session hears of it.
void RuleRow::takeCondition(const Condition &when)
{
    const Matcher matcher(when);
    for (const items::BenchInput &input : m_session.state().inputs)
        (void)matcher.holds(session::textOf(input.input), input.language);
    const bool isBad
        = matcher.problem() == Matcher::Problem::NoExpression || matcher.problem() == Matcher::Problem::TooSlow;
    m_problem->setText(!isBad ? QString()
                       : matcher.problem() == Matcher::Problem::TooSlow
                           ? tr("This expression takes too long on the inputs; write a simpler one")
                           : tr("This is no regular expression yet: look for a bracket that is not closed, or a sign "
                                "that needs a \\ before it.")
                                 + untilThen());
    m_problem->setVisible(isBad);
    setRole(m_pattern, isBad ? "wrong" : "");
    Q_EMIT heightChanged();
    const session::Rule *rule = m_session.state().rule(m_key);
    if (isBad || !rule)
        return;
    session::Rule next = *rule;
    next.when = when;
    m_session.changeRule(next, m_gesture);
}

void RuleRow::moveBy(int places)
{
    const auto &rules = m_session.state().rules;
    if (const session::Rule *rule = m_session.state().rule(m_key))
        m_session.moveRule(m_key, std::max(0, int(rule - rules.data()) + places));
}

void RuleRow::keyPressEvent(QKeyEvent *event)
{
    const bool isMove
        = event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down);
    if (!isMove)
        return QFrame::keyPressEvent(event);
    moveBy(event->key() == Qt::Key_Up ? -1 : 1);
}

} // namespace deltascope::views
