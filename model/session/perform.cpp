// How each edit changes a state.
#include "session/edit.h"
#include "session/language.h"

#include <algorithm>

namespace deltascope::session {

namespace {

template<class List>
int indexOfKey(const List &list, int key)
{
    const auto found = std::find_if(list.begin(), list.end(), [key](const auto &item) { return item.key == key; });
    return found == list.end() ? -1 : int(found - list.begin());
}

/// Takes the element out and puts `value` in at `position`, or within the list's ends; whether anything changed.
template<class List, class Value>
bool put(List &list, int index, Value value, int position)
{
    const int last = int(list.size()) - (index >= 0);
    position = std::clamp(position, 0, last);
    if (index == position && list[std::size_t(index)] == value)
        return false;
    if (index >= 0)
        list.erase(list.begin() + index);
    list.insert(list.begin() + position, std::move(value));
    return true;
}

template<class List>
bool removeKey(List &list, int key)
{
    return std::erase_if(list, [key](const auto &item) { return item.key == key; }) > 0;
}

template<class Value>
bool assign(Value &value, Value next)
{
    if (value == next)
        return false;
    value = std::move(next);
    return true;
}

/// Takes a delta out of a mix; whether it was there.
bool removeFrom(Mix &mix, DeltaId id)
{
    return std::erase_if(mix.deltas, [id](const DeltaSetting &setting) { return setting.id == id; }) > 0;
}

void take(const State &state, BenchInput &input)
{
    input.taken = state.rules.empty() ? -1 : placeOf(state.rules, textOf(input.input), input.language);
}

bool isSilent(const Mix &mix) { return std::none_of(mix.deltas.begin(), mix.deltas.end(), isHeard); }

class Applier {
public:
    explicit Applier(State &state)
        : m_state(state)
    {
    }

    Changes operator()(const Attach &edit) const
    {
        return change(edit.delta, [&edit](DeltaSetting &setting) { setting = switched(std::move(setting), edit.to); });
    }

    Changes operator()(const AttachAt &edit) const
    {
        return change(edit.delta, [&edit](DeltaSetting &setting) {
            for (const int module : edit.modules)
                setting.sites[module].attached = edit.to == Switch::On;
            tidyAt(setting, edit.modules);
        });
    }

    Changes operator()(const SetStrength &edit) const
    {
        return change(edit.delta, [&edit](DeltaSetting &setting) { setting.strength = edit.strength; });
    }

    Changes operator()(const SetStrengthAt &edit) const
    {
        return change(edit.delta, [&edit](DeltaSetting &setting) {
            for (const int module : edit.modules)
                setting.sites[module].strength = edit.strength;
            tidyAt(setting, edit.modules);
        });
    }

    Changes operator()(const SetSetting &edit) const
    {
        return change(edit.setting.id, [&edit](DeltaSetting &setting) { setting = edit.setting; });
    }

    Changes operator()(const SetSolo &edit) const
    {
        const bool isKnown = edit.delta == -1 || m_state.indexOf(edit.delta) >= 0;
        return {.mix = isKnown && assign(m_state.solo, edit.delta)};
    }

    Changes operator()(const AddDelta &edit) const
    {
        const bool isNew = m_state.indexOf(edit.delta.setting.id) < 0 && !m_state.named(edit.delta.name());
        const bool isDone = isNew && put(m_state.deltas, -1, edit.delta, edit.position);
        return {.deltas = isDone, .mix = isDone};
    }

    Changes operator()(const RemoveDelta &edit) const
    {
        const int index = m_state.indexOf(edit.delta);
        if (index < 0)
            return {};
        Changes changes{.deltas = true, .mix = true};
        m_state.deltas.erase(m_state.deltas.begin() + index);
        if (m_state.solo == edit.delta)
            m_state.solo = -1;
        std::erase_if(m_state.columns, [&](BenchColumn &column) {
            const bool isPart = removeFrom(column.mix, edit.delta);
            changes.columns |= isPart;
            return isPart && isSilent(column.mix);
        });
        for (Preset &preset : m_state.presets)
            changes.presets |= removeFrom(preset.mix, edit.delta);
        for (BenchInput &input : m_state.inputs)
            if (input.rule.kind == RuleKind::Chosen && input.rule.delta == edit.delta)
                changes.inputs |= assign(input.rule, {RuleKind::None, -1});
        return changes;
    }

    Changes operator()(const MoveDelta &edit) const
    {
        const int index = m_state.indexOf(edit.delta);
        return {.deltas = index >= 0
                          && put(m_state.deltas, index, RackDelta(m_state.deltas[std::size_t(index)]), edit.position)};
    }

    Changes operator()(const RenameDelta &edit) const
    {
        const int index = m_state.indexOf(edit.delta);
        if (index < 0 || edit.name.empty() || m_state.named(edit.name))
            return {};
        RackDelta &delta = m_state.deltas[std::size_t(index)];
        Changes changes{.deltas = true};
        const auto follow = [&](std::string &name) { return name == delta.name() && assign(name, edit.name); };
        for (Rule &rule : m_state.rules)
            for (RulePart &part : rule.deltas)
                changes.rules |= follow(part.delta);
        for (BenchColumn &column : m_state.columns)
            for (AdapterShare &share : column.served.adapters)
                changes.columns |= follow(share.adapter);
        DeltaInfo info = *delta.info;
        info.name = delta.request.name = edit.name;
        delta.info = std::make_shared<const DeltaInfo>(std::move(info));
        return changes;
    }

    Changes operator()(const SetLook &edit) const
    {
        const int index = m_state.indexOf(edit.delta);
        if (index < 0 || edit.series < 0)
            return {};
        RackDelta &delta = m_state.deltas[std::size_t(index)];
        const bool isOther = assign(delta.series, edit.series);
        return {.deltas = assign(delta.group, edit.group) || isOther};
    }

    Changes operator()(const LocateDelta &edit) const
    {
        const int index = m_state.indexOf(edit.delta);
        return {.deltas = index >= 0 && assign(m_state.deltas[std::size_t(index)].request.path, edit.path)};
    }

    Changes operator()(const PutColumn &edit) const
    {
        auto &columns = m_state.columns;
        return {.columns = put(columns, indexOfKey(columns, edit.column.key), edit.column, edit.position)};
    }

    Changes operator()(const RemoveColumn &edit) const { return {.columns = removeKey(m_state.columns, edit.key)}; }

    Changes operator()(const PutInput &edit) const
    {
        BenchInput input = edit.input;
        const BenchInput *known = m_state.input(input.key);
        const bool isSameText
            = known && known->input.text == input.input.text && known->input.messages == input.input.messages;
        input.language = isSameText ? known->language : languageOf(textOf(input.input));
        if (isSameText)
            input.taken = known->taken;
        else
            take(m_state, input);
        auto &inputs = m_state.inputs;
        const int index = indexOfKey(inputs, input.key);
        return {.inputs = put(inputs, index, std::move(input), edit.position)};
    }

    Changes operator()(const RemoveInput &edit) const { return {.inputs = removeKey(m_state.inputs, edit.key)}; }

    Changes operator()(const SetRule &edit) const
    {
        const int index = indexOfKey(m_state.inputs, edit.input);
        return {.inputs = index >= 0 && assign(m_state.inputs[std::size_t(index)].rule, edit.rule)};
    }

    Changes operator()(const PutPreset &edit) const
    {
        auto &presets = m_state.presets;
        return {.presets = put(presets, indexOfKey(presets, edit.preset.key), edit.preset, edit.position)};
    }

    Changes operator()(const RemovePreset &edit) const { return {.presets = removeKey(m_state.presets, edit.key)}; }

    Changes operator()(const PutRule &edit) const
    {
        Rule rule = edit.rule;
        const Rule *known = m_state.rule(rule.key);
        auto &rules = m_state.rules;
        const bool asksTheSame = known && known->when == rule.when;
        const bool takesTheSame = asksTheSame && known - rules.data() == edit.position;
        rule.matcher = asksTheSame ? known->matcher : std::make_shared<const Matcher>(rule.when);
        const int index = indexOfKey(rules, rule.key);
        const bool isChanged = put(rules, index, std::move(rule), edit.position);
        return takesTheSame ? Changes{.columns = isChanged, .inputs = isChanged, .rules = isChanged} : ruled(isChanged);
    }

    Changes operator()(const RemoveRule &edit) const { return ruled(removeKey(m_state.rules, edit.key)); }

    Changes operator()(const SetRun &edit) const { return {.run = assign(m_state.run, edit.run)}; }

    Changes operator()(const SetLabelled &edit) const { return {.labelled = assign(m_state.labelled, edit.labelled)}; }

private:
    /// Inputs go by the rules as they are now; what columns stand for that go by rule is another thing.
    Changes ruled(bool isChanged) const
    {
        if (!isChanged)
            return {};
        applyRules(m_state);
        return {.columns = true, .inputs = true, .rules = true};
    }

    template<class Change>
    Changes change(DeltaId id, Change how) const
    {
        const int index = m_state.indexOf(id);
        if (index < 0)
            return {};
        DeltaSetting &own = m_state.deltas[std::size_t(index)].setting;
        DeltaSetting next = own;
        how(next);
        next.id = id;
        return {.mix = assign(own, std::move(next))};
    }

    /// The sites' settings that repeat the delta's own go.
    static void tidyAt(DeltaSetting &setting, const std::vector<int> &modules)
    {
        for (const int module : modules) {
            const auto site = setting.sites.find(module);
            if (site == setting.sites.end())
                continue;
            if (site->second.attached == setting.attached)
                site->second.attached.reset();
            if (site->second.strength == setting.strength)
                site->second.strength.reset();
            if (site->second == SiteSetting{})
                setting.sites.erase(site);
        }
    }

    State &m_state;
};

} // namespace

Changes &Changes::operator|=(const Changes &other)
{
    deltas |= other.deltas;
    mix |= other.mix;
    columns |= other.columns;
    inputs |= other.inputs;
    presets |= other.presets;
    rules |= other.rules;
    run |= other.run;
    labelled |= other.labelled;
    return *this;
}

void applyRules(State &state)
{
    for (Rule &rule : state.rules)
        if (!rule.matcher)
            rule.matcher = std::make_shared<const Matcher>(rule.when);
    for (BenchInput &input : state.inputs)
        take(state, input);
}

Changes perform(State &state, const Edit &edit) { return std::visit(Applier(state), edit); }

Changes perform(State &state, const Edits &edits)
{
    Changes changes;
    for (const Edit &edit : edits)
        changes |= perform(state, edit);
    return changes;
}

} // namespace deltascope::session
