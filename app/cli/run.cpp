#include "app/cli/commands.h"
#include "app/cli/runtext.h"
#include "app/cli/session.h"
#include "files/answers.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

std::string toJson(const Options &options, const RunResult &result)
{
    ordered_json columns = ordered_json::array();
    for (const ColumnResult &column : result.columns) {
        columns.push_back(files::columnJson(column, result.task));
        if (!options.run.divergence)
            continue;
        ordered_json divergence = ordered_json::array();
        for (const ModuleDivergence &module : column.divergence)
            divergence.push_back({{"module", module.name}, {"relative", module.relative}});
        columns.back()["divergence"] = std::move(divergence);
    }
    const ordered_json answer{{"model", options.model.model},
                              {"task", files::wordOf(result.task)},
                              {"seconds", result.seconds},
                              {"columns", std::move(columns)}};
    return files::answerLine(answer);
}

} // namespace

int runRun(const Options &options, Engine &engine)
{
    RunRequest request = options.run;
    request.generation.seed = options.model.seed;
    request.inputs = inputsOf(options);
    const Opened opened = openSession(options, engine, Weights::Required);
    request.columns = columnsOf(options, opened);
    const RunResult result = withProgress([&](Progress &progress) { return engine.run(request, progress); });
    if (!result.failures.empty())
        throw Failure(result.failures.front().error);
    for (const ColumnResult &column : result.columns)
        for (const std::string &note : column.notes)
            std::clog << Error{"column " + column.name, note, {}, {}}.sentence() << '\n';
    deliver(options, options.answer == Answer::Json ? toJson(options, result) : runText(request.inputs, result));
    return 0;
}

} // namespace deltascope::app
