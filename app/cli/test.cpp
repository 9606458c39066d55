#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/sessionplan.h"
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

/// What runs: every configuration that some column has for some input, once, and which one a column and input have.
struct Plan {
    std::vector<session::BenchColumn> columns;
    std::vector<std::string> titles; ///< by column
    std::vector<const session::BenchInput *> inputs; ///< those with expectations
    RunRequest request;
    std::vector<std::vector<std::size_t>> configurations; ///< [column][input]: index into the request's columns
    std::vector<SessionColumn> leftOut; ///< that run on servers
};

Plan planOf(const Options &options, const session::State &state)
{
    Plan plan;
    for (const session::BenchInput &input : state.inputs)
        if (!input.expectations.empty())
            plan.inputs.push_back(&input);
    if (plan.inputs.empty())
        throw Failure(options.session, "inputs: expected some with expectations, found none; see test --help");
    for (const session::BenchColumn &column : state.columns)
        if (session::runsHere(column))
            plan.columns.push_back(column);
        else
            plan.leftOut.push_back({titleOf(state, column), column.kind, {}, column.served});
    if (plan.columns.empty())
        plan.columns.push_back({0, session::ColumnKind::AsAttached, {}, {}});
    plan.request.task = options.run.task;
    plan.request.generation = state.run.generation;
    for (const session::BenchInput *input : plan.inputs)
        plan.request.inputs.push_back(input->input);
    for (const session::BenchColumn &column : plan.columns) {
        plan.titles.push_back(titleOf(state, column));
        plan.configurations.emplace_back();
        for (const session::BenchInput *input : plan.inputs)
            plan.configurations.back().push_back(placeOf(state.mixOf(column, *input), plan.request.columns));
    }
    return plan;
}

[[noreturn]] void refuseColumn(const Options &options, const Plan &plan, const std::string &name)
{
    for (const SessionColumn &served : plan.leftOut)
        if (served.name == name)
            throw Failure(options.session, "expectations: expected the name of a column that runs here, found " + name
                                               + ", which runs on a server");
    std::string names;
    for (const std::string &title : plan.titles)
        names += (names.empty() ? "" : ", ") + title;
    throw Failure(options.session, "expectations: expected the name of a column (" + names + "), found " + name);
}

void expectColumns(const Options &options, const Plan &plan)
{
    for (const session::BenchInput *input : plan.inputs)
        for (const Expectation &expectation : input->expectations)
            if (!expectation.column.empty()
                && std::find(plan.titles.begin(), plan.titles.end(), expectation.column) == plan.titles.end())
                refuseColumn(options, plan, expectation.column);
}

std::string nameOf(const session::BenchInput &input, std::size_t place)
{
    constexpr std::size_t most = 80;
    const auto &words = input.input.text ? input.input.text : input.input.messages;
    return words ? utf8::readable(*words, most) : "input " + std::to_string(place + 1);
}

std::vector<Verdict> verdicts(const Plan &plan, const RunResult &result)
{
    std::vector<Verdict> all;
    for (std::size_t i = 0; i < plan.inputs.size(); ++i) {
        const InputFailure *failure = result.failed(i);
        for (const Expectation &expectation : plan.inputs[i]->expectations)
            for (std::size_t c = 0; c < plan.columns.size(); ++c) {
                if (!expectation.column.empty() && expectation.column != plan.titles[c])
                    continue;
                Verdict verdict{plan.titles[c], nameOf(*plan.inputs[i], i), expect::wanted(expectation), {}, true};
                const ColumnResult &column = result.columns[plan.configurations[c][i]];
                if (failure) {
                    verdict.broken = failure->error.sentence();
                    verdict.hasRun = false;
                } else {
                    verdict.broken
                        = expect::broken(expectation, {result.task, column.outputs[i],
                                                       column.labels.empty() ? result.labels : column.labels});
                }
                all.push_back(std::move(verdict));
            }
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
    const Opened opened = openSession(opening, engine, Weights::Required);
    const session::State state = stateOf(file, opened.network, opened.deltas);
    if (std::any_of(state.columns.begin(), state.columns.end(),
                    [](const session::BenchColumn &column) { return column.kind == session::ColumnKind::ByRule; }))
        expectDeltas(state, options.session);
    const Plan plan = planOf(options, state);
    expectColumns(options, plan);
    for (const SessionColumn &served : plan.leftOut)
        std::cerr << leftOutSentence(served, options.command) << '\n';
    const RunResult result = withProgress([&](Progress &progress) { return engine.run(plan.request, progress); });
    const std::vector<Verdict> found = verdicts(plan, result);
    deliver(options, toText(found));
    if (!options.junit.empty())
        files::writeWhole(options.junit, expect::junit(options.session, found));
    return std::any_of(found.begin(), found.end(), [](const Verdict &verdict) { return verdict.broken.has_value(); });
}

} // namespace deltascope::app
