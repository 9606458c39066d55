#include "app/cli/commands.h"
#include "app/cli/runtext.h"
#include "app/cli/servedrun.h"
#include "files/answers.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

ordered_json toJson(const MixedRun &run, std::size_t at, const Options &options)
{
    const ColumnResult &column = run.result.columns[at];
    ordered_json json = files::columnJson(column, run.result.task);
    for (std::size_t input = 0; input < column.outputs.size(); ++input)
        if (run.failed(at, input))
            json["outputs"][input] = nullptr;
    if (!run.places[at].empty())
        json["server"] = run.places[at];
    if (!run.taken[at].empty())
        json["configurations"] = run.taken[at];
    if (!options.run.divergence)
        return json;
    json["divergence"] = ordered_json::array();
    for (const ModuleDivergence &module : column.divergence)
        json["divergence"].push_back({{"module", module.name}, {"relative", module.relative}});
    return json;
}

std::string toJson(const Options &options, const MixedRun &run)
{
    const RunResult &result = run.result;
    ordered_json columns = ordered_json::array(), failures = ordered_json::array();
    for (std::size_t i = 0; i < result.columns.size(); ++i)
        columns.push_back(toJson(run, i, options));
    for (const auto &[place, error] : run.failures)
        failures.push_back(
            {{"input", place.second}, {"column", result.columns[place.first].name}, {"error", error.sentence()}});
    return files::answerLine({{"model", options.model.model},
                              {"task", files::wordOf(result.task)},
                              {"seconds", result.seconds},
                              {"columns", std::move(columns)},
                              {"failures", std::move(failures)}});
}

} // namespace

int runRun(const Options &options, Engine &engine)
{
    RunRequest request = options.run;
    request.inputs = inputsOf(options);
    const Servers servers(options);
    const Opened opened = openSession(options, engine, weightsFor(options, servers));
    const RunPlan plan = planOfRun(options, opened, servers, request.inputs);
    sayLeftOut(plan);
    const MixedRun run = runMixed(plan, request, opened, servers, engine);
    if (!run.hasAnswers())
        throw Failure(run.result.failures.front().error);
    for (const ColumnResult &column : run.result.columns)
        for (const std::string &note : column.notes)
            std::clog << Error{"column " + column.name, note, {}, {}}.sentence() << '\n';
    deliver(options, options.answer == Answer::Json ? toJson(options, run) : runText(request.inputs, run));
    if (run.failures.empty())
        return 0;
    std::cerr << run.failedSentence() << '\n';
    return 1;
}

} // namespace deltascope::app
