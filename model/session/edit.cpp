#include "session/edit.h"

#include <algorithm>

namespace deltascope::session {

namespace {

/// Calls visit with every place of the edit where the id of a delta stands.
class IdVisitor {
public:
    explicit IdVisitor(const std::map<DeltaId, DeltaId> &ids)
        : m_ids(ids)
    {
    }

    template<class T>
    void operator()(T &edit) const
    {
        if constexpr (requires { edit.setting; })
            replace(edit.setting.id);
        else if constexpr (requires { edit.delta.setting; })
            replace(edit.delta.setting.id);
        else if constexpr (requires { edit.delta; })
            replace(edit.delta);
        else if constexpr (requires { edit.column; })
            replace(edit.column.mix);
        else if constexpr (requires { edit.preset; })
            replace(edit.preset.mix);
        else if constexpr (requires { edit.rule.delta; })
            replace(edit.rule.delta);
        else if constexpr (requires { edit.input.rule; })
            replace(edit.input.rule.delta);
    }

    void operator()(State &state) const
    {
        for (RackDelta &delta : state.deltas)
            replace(delta.setting.id);
        replace(state.solo);
        for (BenchColumn &column : state.columns)
            replace(column.mix);
        for (Preset &preset : state.presets)
            replace(preset.mix);
        for (BenchInput &input : state.inputs)
            replace(input.rule.delta);
    }

    void replace(DeltaId &id) const
    {
        if (const auto known = m_ids.find(id); known != m_ids.end())
            id = known->second;
    }
    void replace(Mix &mix) const
    {
        for (DeltaSetting &setting : mix.deltas)
            replace(setting.id);
    }

private:
    const std::map<DeltaId, DeltaId> &m_ids;
};

/// What an edit sets, told apart among edits of its type.
class Target {
public:
    explicit Target(const Edit &other)
        : m_other(other)
    {
    }

    template<class T>
    bool operator()(const T &edit) const
    {
        const T &other = *std::get_if<T>(&m_other);
        if constexpr (requires { edit.modules; })
            return edit.delta == other.delta && edit.modules == other.modules;
        else if constexpr (requires { edit.strength; })
            return edit.delta == other.delta;
        else if constexpr (requires { edit.setting; })
            return edit.setting.id == other.setting.id;
        else if constexpr (requires { edit.input.key; })
            return edit.input.key == other.input.key && edit.position == other.position;
        else if constexpr (requires { edit.column.key; })
            return edit.column.key == other.column.key && edit.position == other.position;
        else if constexpr (requires { edit.rule.key; })
            return edit.rule.key == other.rule.key && edit.position == other.position;
        else if constexpr (requires { edit.rule; })
            return edit.input == other.input;
        else
            return std::is_same_v<T, SetRun> || std::is_same_v<T, SetSolo> || std::is_same_v<T, SetLabelled>;
    }

private:
    const Edit &m_other;
};

} // namespace

Edit attachAt(const State &state, DeltaId id, std::vector<int> modules, Switch to)
{
    const AttachAt edit{id, std::move(modules), to};
    State after;
    if (const RackDelta *delta = state.find(id)) {
        after.deltas = {*delta};
        perform(after, Edit(edit));
        const auto &taps = delta->info->taps;
        const DeltaSetting &setting = after.deltas.front().setting;
        if (!taps.empty() && std::all_of(taps.begin(), taps.end(), [&](const TapInfo &tap) {
                return setting.attachedAt(tap.module) == (to == Switch::On);
            }))
            return Attach{id, to};
    }
    return edit;
}

Edits plugIn(const State &state, const Mix &mix)
{
    Edits edits{SetSolo{-1}};
    for (const RackDelta &delta : state.deltas) {
        const DeltaSetting *setting = mix.find(delta.setting.id);
        edits.push_back(SetSetting{setting ? *setting : tidied(switched(delta.setting, Switch::Off))});
    }
    return edits;
}

void addWaiting(State &state, DeltaRequest request, DeltaSetting setting)
{
    int waiting = 0;
    while (state.indexOf(waitingId(waiting)) >= 0)
        ++waiting;
    setting.id = waitingId(waiting);
    request.name = state.freeName(request.name);
    perform(state, AddDelta{waitingDelta(std::move(request), state.freeSeries(), std::move(setting)),
                            int(state.deltas.size())});
}

void addInput(State &state, Input input)
{
    int key = 0;
    for (const BenchInput &known : state.inputs)
        key = std::max(key, known.key);
    perform(state, PutInput{{key + 1, std::move(input), {}, {}}, int(state.inputs.size())});
}

bool sameTarget(const Edit &a, const Edit &b) { return a.index() == b.index() && std::visit(Target(b), a); }

Edit withIds(Edit edit, const std::map<DeltaId, DeltaId> &ids)
{
    std::visit(IdVisitor(ids), edit);
    return edit;
}

void arrive(State &state, DeltaId waiting, std::shared_ptr<const DeltaInfo> info)
{
    const int index = state.indexOf(waiting);
    if (index < 0)
        return;
    const std::map<DeltaId, DeltaId> ids{{waiting, info->id}};
    RackDelta &delta = state.deltas[std::size_t(index)];
    if (info->name != delta.name()) { // it may have been renamed while it loaded
        auto named = std::make_shared<DeltaInfo>(*info);
        named->name = delta.name();
        info = std::move(named);
    }
    delta.info = std::move(info);
    delta.problem.clear();
    IdVisitor{ids}(state);
}

State unloaded(State state)
{
    std::map<DeltaId, DeltaId> ids;
    for (RackDelta &delta : state.deltas) {
        const DeltaId id = waitingId(int(ids.size()));
        ids[delta.setting.id] = id;
        delta.request.name = delta.name();
        RackDelta waiting = waitingDelta(delta.request, delta.series, delta.setting);
        waiting.group = std::move(delta.group);
        delta = std::move(waiting);
    }
    IdVisitor{ids}(state);
    return state;
}

} // namespace deltascope::session
