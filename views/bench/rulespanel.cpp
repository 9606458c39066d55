#include "views/bench/rulespanel.h"

#include "views/bench/rulerow.h"
#include "views/common/labels.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShortcut>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace deltascope::views {

using items::Session;
using Kind = Condition::Kind;

namespace {

constexpr int panelWidth = 640, mostListHeight = 360, leastListHeight = 170, sideMargin = 14, besideGap = 4;

int heightOf(const QLayout &layout, int width)
{
    return layout.hasHeightForWidth() ? layout.totalHeightForWidth(width) : layout.totalSizeHint().height();
}

} // namespace

RulesPanel::RulesPanel(Session &session, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_session(session)
    , m_scroll(new QScrollArea(this))
    , m_list(new QWidget)
    , m_lines(new QVBoxLayout(m_list))
    , m_rest(makeLabel({}, "small", this))
    , m_add(new QPushButton(tr("+  Rule"), this))
    , m_write(new QPushButton(tr("Write them as rules"), this))
{
    setProperty("surface", "card");
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Rules"));
    setFixedWidth(panelWidth);
    layOut();
    connect(m_add, &QPushButton::clicked, this, &RulesPanel::add);
    connect(m_write, &QPushButton::clicked, &session, &Session::writeUsualRules);
    // The window's own keys do not reach a popup.
    new QShortcut(QKeySequence::Undo, this, &session.undoStack(), &QUndoStack::undo, Qt::WidgetWithChildrenShortcut);
    new QShortcut(QKeySequence::Redo, this, &session.undoStack(), &QUndoStack::redo, Qt::WidgetWithChildrenShortcut);
    for (const auto signal : {&Session::rulesChanged, &Session::inputsChanged, &Session::deltasChanged,
                              &Session::mixChanged, &Session::networkChanged})
        connect(&session, signal, this, [this] {
            if (isVisible()) // openAt() catches up
                sync();
        });
}

void RulesPanel::layOut()
{
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("Rules"), "strong", this));
    head->addStretch();
    head->addWidget(makeLabel(tr("for columns by rule; the first that holds counts"), "small", this));
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_lines->setSpacing(0);
    m_lines->addStretch();
    m_scroll->setWidget(m_list);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus); // what it holds takes it
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rest->setWordWrap(true);
    m_add->setProperty("role", "link");
    m_add->setToolTip(tr("A rule for inputs that begin alike, match an expression or are in a language"));
    m_add->setAccessibleName(tr("Add a rule"));
    m_write->setProperty("role", "link");
    m_write->setToolTip(tr("A rule for each delta that is named after a language, to be changed"));
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_add);
    foot->addWidget(m_write);
    foot->addStretch();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(sideMargin, 12, sideMargin, 8);
    all->setSpacing(6);
    all->addLayout(head);
    all->addWidget(m_scroll);
    all->addWidget(m_rest);
    all->addLayout(foot);
}

/// Keeps the rows of rules that stay, so that a hand goes on typing.
void RulesPanel::sync()
{
    const auto &rules = m_session.state().rules;
    QHash<int, RuleRow *> gone = m_rows;
    QHash<int, int> taken; // inputs by the rule that decides
    for (const items::BenchInput &input : m_session.state().inputs)
        if (const session::Rule *deciding = m_session.state().deciding(input))
            ++taken[deciding->key];
    QWidget *before = nullptr;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        RuleRow *&row = m_rows[rules[i].key];
        if (!row) {
            row = new RuleRow(m_session, rules[i].key, m_list);
            connect(row, &RuleRow::heightChanged, this, &RulesPanel::fit);
        }
        gone.remove(rules[i].key);
        if (m_lines->indexOf(row) != int(i)) {
            m_lines->removeWidget(row);
            m_lines->insertWidget(int(i), row);
        }
        row->show(rules[i], taken[rules[i].key]);
        row->setVisible(true);
        if (before)
            setTabOrder(before, row);
        before = row;
    }
    for (auto [key, row] : gone.asKeyValueRange()) {
        m_rows.remove(key);
        m_lines->removeWidget(row);
        row->hide();
        row->deleteLater();
    }
    m_rest->setText(restText());
    m_write->setVisible(rules.empty() && !m_session.state().deltas.empty());
    fit();
}

QString RulesPanel::restText() const
{
    const items::SessionState &state = m_session.state();
    if (state.rules.empty())
        return tr(
            "There are no rules: an input goes to the delta that is named after its language (en, zh, french, …), "
            "any other to the backbone. What an input chooses itself always counts.");
    const auto &inputs = state.inputs;
    const auto left = std::count_if(inputs.begin(), inputs.end(), [&state](const items::BenchInput &input) {
        return input.rule.kind == items::RuleKind::ByRules && !state.deciding(input);
    });
    const auto chosen = std::count_if(inputs.begin(), inputs.end(), [](const items::BenchInput &input) {
        return input.rule.kind != items::RuleKind::ByRules;
    });
    const QString rest = left == 0   ? tr("Every input is taken by a rule.")
                         : left == 1 ? tr("1 input is taken by no rule: the backbone answers it.")
                                     : tr("%1 inputs are taken by no rule: the backbone answers them.").arg(left);
    if (chosen == 0)
        return rest;
    return rest + QLatin1Char(' ')
           + (chosen == 1 ? tr("1 input has a choice of its own.")
                          : tr("%1 inputs have a choice of their own.").arg(chosen));
}

/// Its height follows the rows; the edge beside its place stays where it is.
void RulesPanel::fit()
{
    for (RuleRow *row : std::as_const(m_rows))
        row->layout()->activate();
    m_lines->invalidate();
    m_scroll->setVisible(!m_rows.isEmpty());
    m_scroll->setFixedHeight(0);
    layout()->activate();
    const QRect room = screen() ? screen()->availableGeometry().adjusted(0, 2 * besideGap, 0, -2 * besideGap) : QRect();
    const int others = heightOf(*layout(), panelWidth), above = m_beside.top() - besideGap - others - room.top();
    const int most = above < leastListHeight ? mostListHeight : std::min(above, mostListHeight);
    m_scroll->setFixedHeight(std::min(most, heightOf(*m_lines, panelWidth - 2 * sideMargin)));
    setFixedHeight(others + m_scroll->height());
    if (!m_beside.isValid())
        return;
    const int top = m_beside.top() - besideGap - height();
    const int y = top >= room.top() ? top : std::min(m_beside.bottom() + besideGap, room.bottom() - height());
    move(std::clamp(m_beside.right() - width(), room.left(), std::max(room.left(), room.right() - width())), y);
}

/// A new rule begins with the delta that no rule names yet.
void RulesPanel::add()
{
    const items::SessionState &state = m_session.state();
    session::Rule rule;
    rule.when.kind = Kind::Prefix;
    const auto isNamed = [&state](const items::SessionDelta &delta) {
        return std::any_of(state.rules.begin(), state.rules.end(), [&delta](const session::Rule &other) {
            return std::any_of(other.deltas.begin(), other.deltas.end(),
                               [&delta](const session::RulePart &part) { return part.delta == delta.name(); });
        });
    };
    const auto fresh = std::find_if_not(state.deltas.begin(), state.deltas.end(), isNamed);
    if (fresh != state.deltas.end())
        rule.deltas = {session::RulePart{fresh->name()}};
    const int key = m_session.addRule(std::move(rule));
    if (RuleRow *made = row(key)) {
        m_scroll->ensureWidgetVisible(made);
        made->focusPattern();
    }
}

void RulesPanel::openAt(const QRect &global)
{
    m_beside = global;
    sync();
    show();
    const auto &rules = m_session.state().rules;
    rules.empty() ? m_add->setFocus() : m_rows[rules.front().key]->focusPattern();
}

} // namespace deltascope::views
