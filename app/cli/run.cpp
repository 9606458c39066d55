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

std::string toJson(const Options &options, const MixedRun &run)
{
    const RunResult &result = run.result;
    ordered_json columns = ordered_json::array();
    for (std::size_t i = 0; i < result.columns.size(); ++i) {
        const ColumnResult &column = result.columns[i];
        columns.push_back(files::columnJson(column, result.task));
        if (!run.places[i].empty())
            columns.back()["server"] = run.places[i];
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
    const MixedRun run = runMixed(options, request, engine);
    const RunResult &result = run.result;
    if (!result.failures.empty())
        throw Failure(result.failures.front().error);
    for (const ColumnResult &column : result.columns)
        for (const std::string &note : column.notes)
            std::clog << Error{"column " + column.name, note, {}, {}}.sentence() << '\n';
    deliver(options, options.answer == Answer::Json ? toJson(options, run) : runText(request.inputs, result));
    return 0;
}

} // namespace deltascope::app
