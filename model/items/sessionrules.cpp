// The session's rules.
#include "items/session.h"

#include <limits>

namespace deltascope::items {

int Session::addRule(session::Rule rule)
{
    const auto &rules = m_state.rules;
    const bool isLastOpen = !rules.empty() && rules.back().when.kind == Condition::Kind::Otherwise;
    rule.key = ++m_lastKey;
    edit(tr("add rule"), {session::PutRule{std::move(rule), int(rules.size()) - isLastOpen}});
    return m_lastKey;
}

void Session::changeRule(const session::Rule &rule, Gesture gesture)
{
    if (const session::Rule *known = m_state.rule(rule.key))
        edit(tr("change rule"), {session::PutRule{rule, int(known - m_state.rules.data())}}, gesture);
}

void Session::moveRule(int key, int position)
{
    if (const session::Rule *rule = m_state.rule(key))
        edit(tr("reorder rules"), {session::PutRule{*rule, position}});
}

void Session::removeRule(int key) { edit(tr("remove rule"), {session::RemoveRule{key}}); }

void Session::writeUsualRules()
{
    std::vector<std::string> names;
    for (const SessionDelta &delta : m_state.deltas)
        names.push_back(delta.name());
    session::Edits edits;
    for (session::Rule &rule : session::usualRules(names)) {
        rule.key = ++m_lastKey;
        edits.push_back(session::PutRule{std::move(rule), std::numeric_limits<int>::max()});
    }
    edit(tr("rules by language"), std::move(edits));
}

} // namespace deltascope::items
