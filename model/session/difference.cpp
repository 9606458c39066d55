// What leads from one state to another.
#include "session/edit.h"

#include <algorithm>

namespace deltascope::session {

namespace {

/// Edits that make `from` the list `to`: what is gone is removed, then every place is filled in order.
template<class Put, class Remove, class List>
void addDifference(Edits &edits, List from, const List &to)
{
    const auto indexOf = [](const List &list, int key) {
        const auto found = std::find_if(list.begin(), list.end(), [key](const auto &item) { return item.key == key; });
        return found == list.end() ? -1 : int(found - list.begin());
    };
    std::erase_if(from, [&](const auto &item) {
        const bool isGone = indexOf(to, item.key) < 0;
        if (isGone)
            edits.push_back(Remove{item.key});
        return isGone;
    });
    for (std::size_t i = 0; i < to.size(); ++i) {
        const int known = indexOf(from, to[i].key);
        if (known == int(i) && from[i] == to[i])
            continue;
        if (known >= 0)
            from.erase(from.begin() + known);
        from.insert(from.begin() + std::ptrdiff_t(i), to[i]);
        edits.push_back(Put{to[i], int(i)});
    }
}

void addDeltaDifference(Edits &edits, const State &from, const State &to)
{
    State at;
    at.deltas = from.deltas;
    const auto make = [&](const Edit &edit) {
        if (perform(at, edit).any())
            edits.push_back(edit);
    };
    for (const RackDelta &delta : from.deltas)
        if (to.indexOf(delta.setting.id) < 0)
            make(RemoveDelta{delta.setting.id});
    // A name may pass from one delta to another: what is in the way steps aside first.
    for (const RackDelta &delta : to.deltas)
        if (const RackDelta *bearer = at.named(delta.name()); bearer && bearer->setting.id != delta.setting.id)
            make(RenameDelta{bearer->setting.id, at.freeName("~" + delta.name())});
    for (std::size_t i = 0; i < to.deltas.size(); ++i) {
        const RackDelta &delta = to.deltas[i];
        if (at.indexOf(delta.setting.id) < 0) {
            make(AddDelta{delta, int(i)});
            continue;
        }
        make(MoveDelta{delta.setting.id, int(i)});
        make(RenameDelta{delta.setting.id, delta.name()});
        make(SetLook{delta.setting.id, delta.series, delta.group});
        make(LocateDelta{delta.setting.id, delta.request.path});
        make(SetSetting{delta.setting});
    }
}

class Inverter {
public:
    Inverter(const State &state)
        : m_state(state)
    {
    }

    Edits operator()(const Attach &edit) const { return setting(edit.delta); }
    Edits operator()(const AttachAt &edit) const { return setting(edit.delta); }
    Edits operator()(const SetStrength &edit) const { return setting(edit.delta); }
    Edits operator()(const SetStrengthAt &edit) const { return setting(edit.delta); }
    Edits operator()(const SetSetting &edit) const { return setting(edit.setting.id); }
    Edits operator()(const SetSolo &) const { return {SetSolo{m_state.solo}}; }
    Edits operator()(const AddDelta &edit) const
    {
        return m_state.indexOf(edit.delta.setting.id) < 0 ? Edits{RemoveDelta{edit.delta.setting.id}} : Edits{};
    }
    Edits operator()(const RemoveDelta &edit) const
    {
        State after = m_state;
        perform(after, edit);
        return difference(after, m_state);
    }
    Edits operator()(const MoveDelta &edit) const
    {
        return {MoveDelta{edit.delta, std::max(0, m_state.indexOf(edit.delta))}};
    }
    Edits operator()(const RenameDelta &edit) const
    {
        State after = m_state; // columns on servers name it too, or what bears the new name there
        perform(after, edit);
        return difference(after, m_state);
    }
    Edits operator()(const SetLook &edit) const
    {
        const RackDelta *delta = m_state.find(edit.delta);
        return delta ? Edits{SetLook{edit.delta, delta->series, delta->group}} : Edits{};
    }
    Edits operator()(const LocateDelta &edit) const
    {
        const RackDelta *delta = m_state.find(edit.delta);
        return delta ? Edits{LocateDelta{edit.delta, delta->request.path}} : Edits{};
    }
    Edits operator()(const PutColumn &edit) const
    {
        return put<PutColumn, RemoveColumn>(m_state.columns, edit.column.key);
    }
    Edits operator()(const RemoveColumn &edit) const { return put<PutColumn>(m_state.columns, edit.key); }
    Edits operator()(const PutInput &edit) const { return put<PutInput, RemoveInput>(m_state.inputs, edit.input.key); }
    Edits operator()(const RemoveInput &edit) const { return put<PutInput>(m_state.inputs, edit.key); }
    Edits operator()(const SetRule &edit) const
    {
        const BenchInput *input = m_state.input(edit.input);
        return input ? Edits{SetRule{edit.input, input->rule}} : Edits{};
    }
    Edits operator()(const PutPreset &edit) const
    {
        return put<PutPreset, RemovePreset>(m_state.presets, edit.preset.key);
    }
    Edits operator()(const RemovePreset &edit) const { return put<PutPreset>(m_state.presets, edit.key); }
    Edits operator()(const PutRule &edit) const { return put<PutRule, RemoveRule>(m_state.rules, edit.rule.key); }
    Edits operator()(const RemoveRule &edit) const { return put<PutRule>(m_state.rules, edit.key); }
    Edits operator()(const SetRun &) const { return {SetRun{m_state.run}}; }
    Edits operator()(const SetLabelled &) const { return {SetLabelled{m_state.labelled}}; }

private:
    Edits setting(DeltaId id) const
    {
        const RackDelta *delta = m_state.find(id);
        return delta ? Edits{SetSetting{delta->setting}} : Edits{};
    }

    /// Puts back what has the key; removes what is put there anew.
    template<class Put, class Remove = void, class List>
    static Edits put(const List &list, int key)
    {
        for (std::size_t i = 0; i < list.size(); ++i)
            if (list[i].key == key)
                return {Put{list[i], int(i)}};
        if constexpr (std::is_void_v<Remove>)
            return {};
        else
            return {Remove{key}};
    }

    const State &m_state;
};

} // namespace

Edits inverse(const State &state, const Edit &edit) { return std::visit(Inverter(state), edit); }

Edits inverse(const State &state, const Edits &edits)
{
    if (edits.size() == 1)
        return inverse(state, edits.front());
    State at = state;
    Edits all;
    for (const Edit &edit : edits) {
        const Edits back = inverse(at, edit);
        all.insert(all.begin(), back.begin(), back.end());
        perform(at, edit);
    }
    return all;
}

Edits difference(const State &from, const State &to)
{
    Edits edits;
    addDeltaDifference(edits, from, to);
    // Removed deltas took parts of these along.
    State at = from;
    perform(at, edits);
    Edits rules; // before inputs, which go by them
    addDifference<PutRule, RemoveRule>(rules, at.rules, to.rules);
    perform(at, rules);
    edits.insert(edits.end(), rules.begin(), rules.end());
    addDifference<PutColumn, RemoveColumn>(edits, at.columns, to.columns);
    addDifference<PutInput, RemoveInput>(edits, at.inputs, to.inputs);
    addDifference<PutPreset, RemovePreset>(edits, at.presets, to.presets);
    if (at.solo != to.solo)
        edits.push_back(SetSolo{to.solo});
    if (!(at.run == to.run))
        edits.push_back(SetRun{to.run});
    if (!(at.labelled == to.labelled))
        edits.push_back(SetLabelled{to.labelled});
    return edits;
}

} // namespace deltascope::session
