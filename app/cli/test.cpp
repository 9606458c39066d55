#include "app/cli/commands.h"
#include "app/cli/servedrun.h"
#include "app/cli/session.h"
#include "core/columns.h"
#include "core/utf8.h"
#include "expect/holds.h"
#include "expect/junit.h"
#include "files/wholefile.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace deltascope::app {

namespace {

using expect::Verdict;

/// The session's deltas; one that --delta names by its name is the one given there.
std::vector<StartDelta> deltasOf(const Options &options, const session::State &state)
{
    std::vector<StartDelta> deltas;
    for (const session::RackDelta &delta : state.deltas)
        deltas.push_back({delta.request, 1, Steps::Newest});
    for (const StartDelta &given : options.deltas) {
        const auto own = std::find_if(deltas.begin(), deltas.end(), [&](const StartDelta &delta) {
            return delta.request.name == given.request.name;
        });
        if (own == deltas.end())
            throw Usage{"--delta " + given.request.name + ": expected NAME=FOLDER with the name of a delta of "
                        + options.session + ", found another"};
        own->request = given.request;
    }
    return deltas;
}

struct Plan {
    std::vector<const session::BenchInput *> inputs; ///< those with expectations
    RunRequest request; ///< them
    RunPlan run;
    std::vector<SessionColumn> leftOut; ///< whose servers are not given
};

/// A column, and which configuration it has for each input.
void addHere(const session::State &state, const session::BenchColumn &column, Plan &plan)
{
    RunColumn here{titleOf(state, column), {}, {}, {}, {}};
    for (const session::BenchInput *input : plan.inputs)
        here.places.push_back(placeOf(state.mixOf(column, *input), plan.run.configurations));
    plan.run.columns.push_back(std::move(here));
}

Plan planOf(const Options &options, const session::State &state, const Opened &opened, const Servers &servers)
{
    Plan plan;
    for (const session::BenchInput &input : state.inputs)
        if (!input.expectations.empty())
            plan.inputs.push_back(&input);
    if (plan.inputs.empty())
        throw Failure(options.session, "inputs: expected some with expectations, found none; see test --help");
    for (const session::BenchInput *input : plan.inputs)
        plan.request.inputs.push_back(input->input);
    plan.request.task = options.run.task;
    plan.request.generation = state.run.generation;
    for (const session::BenchColumn &column : state.columns) {
        if (session::runsHere(column)) {
            addHere(state, column, plan);
            continue;
        }
        const std::string title = titleOf(state, column);
        const std::vector<AdapterShare> &wanted = column.served.adapters;
        if (const auto server = servers.placeOf(column.served.server))
            plan.run.columns.push_back(servedColumn(title, specOf(wanted), wanted, opened, servers, *server));
        else
            plan.leftOut.push_back({title, column.kind, {}, column.served});
    }
    if (plan.run.columns.empty())
        addHere(state, {0, session::ColumnKind::AsAttached, {}, {}}, plan);
    return plan;
}

[[noreturn]] void refuseColumn(const Options &options, const Plan &plan, const std::string &name)
{
    for (const SessionColumn &served : plan.leftOut)
        if (served.name == name)
            throw Failure(options.session, "expectations: expected the name of a column that runs, found " + name
                                               + ", whose server is not given (--server " + served.served.server
                                               + "=URL)");
    std::string names;
    for (const RunColumn &column : plan.run.columns)
        names += (names.empty() ? "" : ", ") + column.name;
    throw Failure(options.session, "expectations: expected the name of a column (" + names + "), found " + name);
}

void expectColumns(const Options &options, const Plan &plan)
{
    for (const session::BenchInput *input : plan.inputs)
        for (const Expectation &expectation : input->expectations)
            if (!expectation.column.empty()
                && std::none_of(plan.run.columns.begin(), plan.run.columns.end(),
                                [&](const RunColumn &column) { return column.name == expectation.column; }))
                refuseColumn(options, plan, expectation.column);
}

std::string nameOf(const session::BenchInput &input, std::size_t place)
{
    constexpr std::size_t most = 80;
    const auto &words = input.input.text ? input.input.text : input.input.messages;
    return words ? utf8::readable(*words, most) : "input " + std::to_string(place + 1);
}

std::vector<Verdict> verdicts(const Plan &plan, const MixedRun &run)
{
    std::vector<Verdict> all;
    for (std::size_t i = 0; i < plan.inputs.size(); ++i)
        for (const Expectation &expectation : plan.inputs[i]->expectations)
            for (std::size_t c = 0; c < run.result.columns.size(); ++c) {
                const ColumnResult &column = run.result.columns[c];
                if (!expectation.column.empty() && expectation.column != column.name)
                    continue;
                Verdict verdict{column.name, nameOf(*plan.inputs[i], i), expect::wanted(expectation), {}, true};
                if (const Error *failure = run.failed(c, i)) {
                    verdict.broken = failure->sentence();
                    verdict.hasRun = false;
                } else {
                    verdict.broken
                        = expect::broken(expectation, {run.result.task, column.outputs[i],
                                                       column.labels.empty() ? run.result.labels : column.labels});
                }
                all.push_back(std::move(verdict));
            }
    return all;
}

std::string toText(const std::vector<Verdict> &verdicts)
{
    std::string text;
    std::size_t broken = 0;
    for (const Verdict &verdict : verdicts) {
        broken += verdict.broken.has_value();
        text += (verdict.broken ? "broke  " : "holds  ") + verdict.column + ": " + verdict.input + ": "
                + (verdict.broken ? utf8::readable(*verdict.broken, 400) : verdict.wanted) + "\n";
    }
    return text + std::to_string(verdicts.size()) + (verdicts.size() == 1 ? " expectation, " : " expectations, ")
           + std::to_string(broken) + " broke\n";
}

} // namespace

int runTest(const Options &options, Engine &engine)
{
    keepInputs(options, options.junit);
    const files::SessionFile file = files::readSession(options.session);
    Options opening = options;
    opening.model = modelBeside(options, file.model);
    opening.deltas = deltasOf(options, file.state);
    const Servers servers(options);
    const auto &columns = file.state.columns;
    const bool isElsewhere
        = !servers.all().empty() && !columns.empty() && std::none_of(columns.begin(), columns.end(), session::runsHere);
    const Opened opened = openSession(opening, engine, isElsewhere ? Weights::Optional : Weights::Required);
    const session::State state = stateOf(file, opened.network, opened.deltas);
    if (std::any_of(state.columns.begin(), state.columns.end(),
                    [](const session::BenchColumn &column) { return column.kind == session::ColumnKind::ByRule; }))
        expectDeltas(state, options.session);
    const Plan plan = planOf(options, state, opened, servers);
    expectColumns(options, plan);
    for (const SessionColumn &served : plan.leftOut)
        std::cerr << leftOutSentence(served, options.command) << '\n';
    const std::vector<Verdict> found = verdicts(plan, runMixed(plan.run, plan.request, opened, servers, engine));
    deliver(options, toText(found));
    if (!options.junit.empty())
        files::writeWhole(options.junit, expect::junit(options.session, found));
    return std::any_of(found.begin(), found.end(), [](const Verdict &verdict) { return verdict.broken.has_value(); });
}

} // namespace deltascope::app
