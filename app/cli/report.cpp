#include "report/report.h"

#include "app/cli/commands.h"
#include "app/cli/picture.h"
#include "app/cli/servedrun.h"
#include "app/cli/session.h"
#include "app/cli/sessionplan.h"
#include "app/cli/shellword.h"
#include "app/reportparts.h"
#include "engine/comparison.h"
#include "files/answers.h"

#include <algorithm>
#include <iostream>

namespace deltascope::app {

namespace {

/// What was written on the command line, but for where the report goes: the same report has the same command.
std::string commandOf(const std::vector<std::string> &words)
{
    std::string command = "deltascope";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "-o" || words[i] == "--output")
            ++i;
        else if (!words[i].starts_with("--output=") && !(words[i].starts_with("-o") && !words[i].starts_with("--")))
            command += " " + shellWord(words[i]);
    }
    return command + " -o DIR";
}

/// Of the deltas that change weights; nothing where fewer than two do.
std::optional<Similarity> similarityOf(Engine &engine, const Opened &opened)
{
    SimilarityRole *role = engine.similarities();
    if (!role)
        return std::nullopt;
    TerminalProgress progress;
    std::vector<DeltaId> ids;
    for (const DeltaInfo &delta : opened.deltas)
        ids.push_back(delta.id);
    Outcome<Comparison> comparison = compareWhatChangesWeights(*role, ids, progress);
    if (!comparison.ok() || comparison.value().similarity.pairs.empty())
        return std::nullopt;
    return std::move(comparison.value().similarity);
}

/// Distances are told from the first column: one that has a configuration of its own, where there is any.
void addRun(const Options &options, Engine &engine, const Opened &opened, std::vector<Input> inputs,
            report::Report &report)
{
    RunRequest request = options.run;
    request.inputs = std::move(inputs);
    const Servers servers(options);
    RunPlan plan = planOfRun(options, opened, servers, request.inputs);
    std::stable_partition(plan.columns.begin(), plan.columns.end(),
                          [](const RunColumn &column) { return !column.server && column.taken.empty(); });
    request.divergence = plan.configurations.size() > 1;
    sayLeftOut(plan);
    report.leftOutColumns = plan.leftOut;
    MixedRun run = runMixed(plan, request, opened, servers, engine);
    report.taken = std::move(run.taken);
    for (const auto &[place, error] : run.failures)
        if (!run.result.failed(place.second)) // answered in other columns
            report.leftOut.push_back({files::inputTitle(request.inputs[place.second], {}) + ", column "
                                          + run.result.columns[place.first].name,
                                      error.sentence()});
    report::addRun(report, request.inputs, std::move(run.result));
}

} // namespace

int runReport(const Options &options, Engine &engine)
{
    report::expectFree(options.output);
    std::vector<Input> inputs = givenInputs(options);
    const Opened opened = openSession(options, engine, inputs.empty() ? Weights::Optional : Weights::Required);
    const Mix rack = options.session.empty() ? everythingOf(opened).mix
                                             : planOf(options.session, opened.network, opened.deltas).rack;
    report::Report report = reportOf(options.model.model, opened.network, opened.deltas, rack);
    report.title = reportTitle(options.session.empty() ? options.model.model : options.session);
    report.command = commandOf(options.words);
    if (!inputs.empty())
        addRun(options, engine, opened, inputs, report);
    for (const report::LeftOutInput &input : report.leftOut)
        std::cerr << "left out: " << input.sentence << '\n';
    if (!report.leftOut.empty() && !report.result)
        throw Failure(options.output, "no input could run, so nothing was written");
    report.similarity = similarityOf(engine, opened);
    drawPictures(report, opened.network, opened.deltas, rack);
    for (const std::string &file : report::write(report, options.output))
        std::cout << file << '\n';
    return report.leftOut.empty() ? 0 : 1;
}

} // namespace deltascope::app
