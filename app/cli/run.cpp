#include "app/cli/commands.h"
#include "app/cli/runtext.h"
#include "app/cli/session.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

const char *nameOf(Task task)
{
    switch (task) {
    case Task::Auto: return "auto";
    case Task::Classify: return "classify";
    case Task::Tokens: return "tokens";
    case Task::Answer: return "answer";
    case Task::FillMask: return "fill-mask";
    case Task::Generate: return "generate";
    case Task::Embed: return "embed";
    case Task::Logits: return "logits";
    }
    return "";
}

ordered_json toJson(const Matrix &matrix)
{
    if (matrix.isVector)
        return matrix.values;
    ordered_json rows = ordered_json::array();
    for (std::int64_t row = 0; row < matrix.rows; ++row) {
        const auto begin = matrix.values.begin() + row * matrix.columns;
        rows.push_back(std::vector<float>(begin, begin + matrix.columns));
    }
    return rows;
}

ordered_json toJson(const std::vector<MaskedPosition> &masks)
{
    ordered_json list = ordered_json::array();
    for (const MaskedPosition &mask : masks) {
        ordered_json tokens = ordered_json::array();
        for (const MaskGuess &guess : mask.best)
            tokens.push_back({{"id", guess.id}, {"token", guess.token}, {"probability", guess.probability}});
        list.push_back({{"position", mask.position}, {"tokens", std::move(tokens)}});
    }
    return list;
}

ordered_json toJson(Task task, const Output &output)
{
    ordered_json object{{"ids", output.ids}};
    switch (task) {
    case Task::Classify:
        object["logits"] = toJson(output.logits);
        if (!output.probabilities.empty()) {
            object["probabilities"] = output.probabilities;
            object["label"] = output.label;
        }
        break;
    case Task::Tokens:
        object["logits"] = toJson(output.logits);
        object["labels"] = output.labels;
        break;
    case Task::Answer:
        object["start_logits"] = output.startLogits;
        object["end_logits"] = output.endLogits;
        object["answer"] = {{"text", output.answerText}, {"score", output.answerScore}};
        break;
    case Task::FillMask: object["masks"] = toJson(output.masks); break;
    case Task::Generate:
        object["new_ids"] = output.newIds;
        object["text"] = output.text;
        break;
    case Task::Embed: object["embedding"] = output.embedding; break;
    case Task::Logits: object["logits"] = toJson(output.logits); break;
    case Task::Auto: break;
    }
    return object;
}

ordered_json toJson(const ColumnResult &column, Task task)
{
    ordered_json object = files::columnJson(column.name, column.attached);
    object["outputs"] = ordered_json::array();
    for (const Output &output : column.outputs)
        object["outputs"].push_back(toJson(task, output));
    if (!column.labels.empty())
        object["labels"] = column.labels;
    return object;
}

std::string toJson(const Options &options, const RunResult &result)
{
    ordered_json columns = ordered_json::array();
    for (const ColumnResult &column : result.columns) {
        columns.push_back(toJson(column, result.task));
        if (!options.run.divergence)
            continue;
        ordered_json divergence = ordered_json::array();
        for (const ModuleDivergence &module : column.divergence)
            divergence.push_back({{"module", module.name}, {"relative", module.relative}});
        columns.back()["divergence"] = std::move(divergence);
    }
    const ordered_json answer{{"model", options.model.model},
                              {"task", nameOf(result.task)},
                              {"seconds", result.seconds},
                              {"columns", std::move(columns)}};
    return answer.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
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
