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

/// How the session generates, where the words beside it say nothing.
GenerationSettings generationBeside(const GenerationSettings &given, const GenerationSettings &kept)
{
    using Basis = GenerationSettings::Basis;
    GenerationSettings settings = kept;
    const auto take = [](auto &mine, const auto &theirs) { mine = theirs ? theirs : mine; };
    take(settings.samples, given.samples);
    take(settings.beams, given.beams);
    take(settings.maxNewTokens, given.maxNewTokens);
    take(settings.minNewTokens, given.minNewTokens);
    take(settings.topK, given.topK);
    take(settings.noRepeatNgram, given.noRepeatNgram);
    take(settings.temperature, given.temperature);
    take(settings.topP, given.topP);
    take(settings.minP, given.minP);
    take(settings.repetitionPenalty, given.repetitionPenalty);
    take(settings.lengthPenalty, given.lengthPenalty);
    take(settings.stopsEarly, given.stopsEarly);
    settings.basis = given.basis == Basis::AsConfigured ? given.basis : kept.basis;
    settings.stops = given.stops.empty() ? kept.stops : given.stops;
    settings.seed = given.seed == GenerationSettings().seed ? kept.seed : given.seed;
    return settings;
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
    Options merged = options;
    merged.run.generation.seed = options.model.seed;
    if (options.session.empty()) {
        if (options.model.model.empty())
            throw Usage{"expected a model or --session FILE, found neither"};
        return merged;
    }
    const files::SessionFile file = files::readSession(options.session);
    merged.run.generation = generationBeside(merged.run.generation, file.state.run.generation);
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

std::string leftOutSentence(const SessionColumn &served, Command command)
{
    const bool asksServers = command == Command::Run || command == Command::Report || command == Command::Test;
    return "the column " + served.name + " is left out: it runs on a server, "
           + (asksServers ? "and no --server " + served.served.server + "=URL is given"
                          : std::string("and this command asks none"));
}

std::vector<SessionPick> picksOf(const std::string &path, const NetworkInfo &network,
                                 const std::vector<DeltaInfo> &deltas, const std::vector<Input> &inputs)
{
    session::State state = stateOf(files::readSession(path), network, deltas);
    expectDeltas(state, path);
    const bool areOwn
        = std::equal(inputs.begin(), inputs.end(), state.inputs.begin(), state.inputs.end(),
                     [](const Input &given, const session::BenchInput &kept) { return given == kept.input; });
    if (!areOwn) {
        state.inputs.clear();
        for (const Input &input : inputs)
            session::addInput(state, input);
    }
    const session::BenchColumn byRule{0, session::ColumnKind::ByRule, {}, {}};
    std::vector<SessionPick> picks;
    for (const session::BenchInput &input : state.inputs) {
        Mix mix = state.mixOf(byRule, input);
        std::string name = specOf(state, mix);
        picks.push_back({std::move(mix), std::move(name)});
    }
    return picks;
}

SessionPlan planOf(const std::string &path, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas)
{
    const files::SessionFile file = files::readSession(path);
    const session::State state = stateOf(file, network, deltas);
    SessionPlan plan;
    for (const session::RackDelta &delta : state.deltas)
        plan.rack.deltas.push_back(delta.setting);
    for (const session::BenchColumn &column : state.columns) {
        const Mix mix = state.mixOf(column);
        const bool isOne = session::runsHere(column) && column.kind != session::ColumnKind::ByRule;
        const auto isSame = [&](const SessionColumn &known) {
            return known.kind != session::ColumnKind::ByRule && known.kind != session::ColumnKind::Served
                   && known.mix == mix;
        };
        if (!isOne || std::none_of(plan.columns.begin(), plan.columns.end(), isSame))
            plan.columns.push_back({titleOf(state, column), column.kind, mix, column.served});
    }
    return plan;
}

} // namespace deltascope::app
