#include "app/cli/sessionplan.h"

#include "app/cli/commands.h"
#include "core/attachment.h"
#include "session/edit.h"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace deltascope::app {

namespace {

/// The session's model, opened as the words beside it say.
OpenRequest modelOf(const OpenRequest &given, const OpenRequest &kept)
{
    OpenRequest model = kept;
    const OpenRequest plain;
    if (given.head)
        model.head = given.head;
    if (given.seed != plain.seed)
        model.seed = given.seed;
    if (given.compute != plain.compute)
        model.compute = given.compute;
    if (!(given.chat == plain.chat))
        model.chat = given.chat;
    return model;
}

/// As --column would say it: "en+zh*0.5", "base"; "en (half)" where it is attached at some of its sites only.
std::string specOf(const session::State &state, const Mix &mix)
{
    std::string spec;
    for (const DeltaSetting &setting : mix.deltas) {
        spec += (spec.empty() ? "" : "+") + state.find(setting.id)->name();
        char strength[32];
        std::snprintf(strength, sizeof strength, "*%g", setting.strength);
        spec += setting.strength == 1 ? "" : strength;
        spec += attachmentOf(setting, *state.find(setting.id)->info) == Attachment::Partly ? " (half)" : "";
    }
    return spec.empty() ? "base" : spec;
}

std::string servedSpec(const session::BenchColumn &column)
{
    return deltascope::specOf(column.served.adapters) + "@" + column.served.server;
}

} // namespace

OpenRequest modelBeside(const Options &options, const OpenRequest &kept)
{
    return options.model.model.empty() ? modelOf(options.model, kept) : options.model;
}

session::State stateOf(const files::SessionFile &file, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas)
{
    session::State state = session::rebased(file.state, file.modules, session::moduleNames(network));
    for (std::size_t i = 0; i < std::min(deltas.size(), state.deltas.size()); ++i)
        session::arrive(state, DeltaId(state.deltas[i].setting.id), std::make_shared<const DeltaInfo>(deltas[i]));
    return state;
}

std::string titleOf(const session::State &state, const session::BenchColumn &column)
{
    if (!column.name.empty())
        return column.name;
    if (!session::runsHere(column))
        return servedSpec(column);
    return column.kind == session::ColumnKind::ByRule ? "by rule" : specOf(state, state.mixOf(column));
}

Options withSession(const Options &options)
{
    if (options.session.empty()) {
        if (options.model.model.empty())
            throw Usage{"expected a model or --session FILE, found neither"};
        return options;
    }
    const files::SessionFile file = files::readSession(options.session);
    Options merged = options;
    merged.model = modelBeside(options, file.model);
    if (options.deltas.empty())
        for (const session::RackDelta &delta : file.state.deltas)
            merged.deltas.push_back({delta.request, delta.setting.strength, Steps::Newest});
    else
        merged.session.clear();
    if (options.inputs.empty() && options.inputFiles.empty())
        for (const session::BenchInput &input : file.state.inputs)
            merged.inputs.push_back(input.input);
    return merged;
}

void expectDeltas(const session::State &state, const std::string &path)
{
    for (std::size_t i = 0; i < state.rules.size(); ++i)
        if (const session::Pick pick = state.pickOf(state.rules[i]); !pick.gone.empty())
            throw Failure(path, "rules[" + std::to_string(i) + "]: expected deltas of the session, found "
                                    + pick.gone.front() + ", which it has not any more");
}

std::vector<SessionRoute> routesOf(const std::string &path, const NetworkInfo &network,
                                   const std::vector<DeltaInfo> &deltas)
{
    const session::State state = stateOf(files::readSession(path), network, deltas);
    expectDeltas(state, path);
    std::vector<std::string> names;
    for (const DeltaInfo &delta : deltas)
        names.push_back(delta.name);
    std::vector<session::Rule> rules = state.rules.empty() ? session::usualRules(names) : state.rules;
    std::erase_if(rules, [](const session::Rule &rule) { return !rule.when.isWhole(); }); // they take nothing
    if (rules.empty() || rules.back().when.kind != Condition::Kind::Otherwise)
        rules.push_back({});
    std::vector<SessionRoute> routes;
    for (const session::Rule &rule : rules) {
        const Mix mix = state.pickOf(rule).mix;
        routes.push_back({{rule.when, specOf(state, mix)}, mix});
    }
    return routes;
}

SessionPlan planOf(const std::string &path, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas)
{
    const files::SessionFile file = files::readSession(path);
    const session::State state = stateOf(file, network, deltas);
    SessionPlan plan;
    plan.generation = state.run.generation;
    for (const session::RackDelta &delta : state.deltas)
        plan.rack.deltas.push_back(delta.setting);
    for (const session::BenchColumn &column : state.columns) {
        if (column.kind == session::ColumnKind::ByRule) {
            plan.hasByRule = true;
            continue;
        }
        if (!session::runsHere(column)) {
            plan.served.push_back(servedSpec(column));
            continue;
        }
        const Mix mix = state.mixOf(column);
        const bool isKnown = std::any_of(plan.columns.begin(), plan.columns.end(),
                                         [&mix](const Column &known) { return known.mix == mix; });
        if (!isKnown)
            plan.columns.push_back({titleOf(state, column), mix});
    }
    return plan;
}

} // namespace deltascope::app
