#include "views/bench/rulechoice.h"

#include "views/bench/mixfields.h"
#include "views/common/columnlook.h"
#include "views/common/mark.h"
#include "views/common/popup.h"

#include <QMenu>

#include <algorithm>

namespace deltascope::views {

namespace {

constexpr int fixedWidth = 158, framing = 30, mostMarks = 2;

} // namespace

RuleChoice::RuleChoice(items::Session &session, int ruleKey, QWidget *parent)
    : QPushButton(parent)
    , m_session(session)
    , m_key(ruleKey)
{
    setFixedWidth(fixedWidth);
    connect(this, &QPushButton::clicked, this, &RuleChoice::openMenu);
}

void RuleChoice::show(const session::Rule &rule)
{
    if (!(m_mixed == rule.deltas))
        closeFields(); // undone, or chosen elsewhere
    const items::SessionState &state = m_session.state();
    const session::Pick pick = state.pickOf(rule);
    const QString title = items::titleOf(state, pick);
    const QList<int> series = seriesOf(state, pick.mix).mid(0, mostMarks);
    setIcon(series.isEmpty() ? QIcon() : markIcon(series));
    setIconSize({markRoom * int(series.size()), markRoom});
    setText(fontMetrics().elidedText(title, Qt::ElideMiddle, fixedWidth - framing - iconSize().width()));
    setAccessibleName(tr("Configuration: %1").arg(title));
    setToolTip(title + QLatin1Char('\n') + tr("The configuration that these inputs get"));
}

void RuleChoice::openMenu()
{
    const items::SessionState &state = m_session.state();
    const session::Rule *rule = state.rule(m_key);
    if (!rule)
        return;
    QMenu *menu = makePopup(this);
    const auto add = [&](const QString &text, const QIcon &mark, const std::vector<session::RulePart> &deltas) {
        QAction *action = menu->addAction(mark, text, this, [this, deltas] { choose(deltas); });
        action->setCheckable(true);
        action->setChecked(rule->deltas == deltas);
    };
    add(tr("Backbone"), {}, {});
    for (const items::SessionDelta &delta : state.deltas)
        add(QString::fromStdString(delta.name()), markIcon({delta.series}),
            std::vector{session::RulePart{delta.name()}});
    if (!state.deltas.empty()) {
        menu->addSeparator();
        menu->addAction(tr("Several, or another strength"), this, &RuleChoice::openFields);
    }
    popUpBelow(menu, *this);
}

void RuleChoice::choose(std::vector<session::RulePart> deltas)
{
    const session::Rule *rule = m_session.state().rule(m_key);
    if (!rule)
        return;
    closeFields();
    session::Rule next = *rule;
    next.deltas = std::move(deltas);
    m_session.changeRule(next);
}

void RuleChoice::openFields()
{
    const items::SessionState &state = m_session.state();
    const session::Rule *rule = state.rule(m_key);
    if (!rule || m_fields)
        return;
    m_gesture = items::Gesture::begin();
    m_mixed = rule->deltas;
    m_fields = new MixFields(state, state.pickOf(*rule).mix, parentWidget());
    connect(m_fields, &MixFields::gestureBegun, this, [this] { m_gesture = items::Gesture::begin(); });
    connect(m_fields, &MixFields::edited, this, &RuleChoice::takeFields);
    Q_EMIT fieldsOpened(m_fields);
}

/// A strength that nobody touches stays what it was: the rule's, or the rack's.
void RuleChoice::takeFields()
{
    const session::Rule *rule = m_session.state().rule(m_key);
    if (!rule)
        return;
    session::Rule next = *rule;
    next.deltas.clear();
    for (const DeltaSetting &setting : m_fields->mix().deltas) {
        const items::SessionDelta *delta = m_session.state().find(setting.id);
        if (!delta)
            continue;
        const auto before = std::find_if(rule->deltas.begin(), rule->deltas.end(),
                                         [delta](const auto &own) { return own.delta == delta->name(); });
        session::RulePart part{delta->name()};
        if (m_fields->isChosen(setting.id))
            part.strength = setting.strength;
        else if (before != rule->deltas.end())
            part.strength = before->strength;
        next.deltas.push_back(std::move(part));
    }
    m_mixed = next.deltas;
    m_session.changeRule(next, m_gesture);
}

void RuleChoice::closeFields()
{
    if (!m_fields)
        return;
    m_fields->hide();
    m_fields->deleteLater();
    m_fields = nullptr;
    Q_EMIT fieldsClosed();
}

} // namespace deltascope::views
