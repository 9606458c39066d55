#pragma once

#include "files/sessionfile.h"
#include "support/randomstate.h"

#include <map>

namespace deltascope::test {

/// The state with ids and keys as its order gives them and sites as indices of the random sessions' modules, so that
/// two states that say the same compare equal whatever numbers they use.
inline session::State renumbered(const files::SessionFile &file)
{
    session::State state = session::rebased(file.state, file.modules, RandomSession::modules());
    std::map<DeltaId, DeltaId> ids{{-1, -1}};
    for (session::RackDelta &delta : state.deltas) {
        const DeltaId id = session::waitingId(int(ids.size()));
        ids.emplace(delta.setting.id, id);
        DeltaRequest request = delta.request;
        request.name = delta.name();
        std::string group = delta.group;
        delta = session::waitingDelta(request, delta.series, delta.setting);
        delta.group = std::move(group);
        delta.setting.id = id;
    }
    const auto renumber = [&ids](Mix &mix) {
        for (DeltaSetting &setting : mix.deltas)
            setting.id = ids.at(setting.id);
    };
    int key = 0;
    state.solo = ids.at(state.solo);
    for (session::BenchColumn &column : state.columns) {
        column.key = ++key;
        renumber(column.mix);
    }
    for (session::BenchInput &input : state.inputs) {
        input.key = ++key;
        input.rule.delta = input.rule.kind == session::RuleKind::Chosen ? ids.at(input.rule.delta) : -1;
        input.input.origin.clear();
    }
    for (session::Preset &preset : state.presets) {
        preset.key = ++key;
        renumber(preset.mix);
    }
    for (session::Rule &rule : state.rules)
        rule.key = ++key;
    return state;
}

} // namespace deltascope::test
