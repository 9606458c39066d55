#include "report/report.h"

#include "app/cli/commands.h"
#include "app/cli/picture.h"
#include "app/cli/session.h"
#include "app/cli/sessionplan.h"
#include "app/cli/shellword.h"
#include "app/reportparts.h"
#include "engine/comparison.h"

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

RunResult runOf(const Options &options, Engine &engine, const Opened &opened, const GenerationSettings &generation,
                const std::vector<Input> &inputs)
{
    RunRequest request = options.run;
    request.generation = generation;
    request.inputs = inputs;
    request.columns = columnsOf(options, opened);
    request.divergence = request.columns.size() > 1;
    return withProgress([&](Progress &progress) { return engine.run(request, progress); });
}

} // namespace

int runReport(const Options &options, Engine &engine)
{
    report::expectFree(options.output);
    std::vector<Input> inputs = givenInputs(options);
    const Opened opened = openSession(options, engine, inputs.empty() ? Weights::Optional : Weights::Required);
    GenerationSettings given = options.run.generation;
    given.seed = options.model.seed;
    SessionPlan plan;
    plan.rack = everythingOf(opened).mix;
    if (!options.session.empty())
        plan = planOf(options.session, opened.network, opened.deltas);
    if (options.session.empty() || !(given == GenerationSettings())) // what is given beside a session wins
        plan.generation = given;
    report::Report report = reportOf(options.model.model, opened.network, opened.deltas, plan.rack);
    report.title = reportTitle(options.session.empty() ? options.model.model : options.session);
    report.command = commandOf(options.words);
    if (!inputs.empty())
        report::addRun(report, inputs, runOf(options, engine, opened, plan.generation, inputs));
    for (const report::LeftOutInput &input : report.leftOut)
        std::cerr << "left out: " << input.sentence << '\n';
    if (!report.leftOut.empty() && !report.result)
        throw Failure(options.output, "no input could run, so nothing was written");
    report.similarity = similarityOf(engine, opened);
    drawPictures(report, opened.network, opened.deltas, plan.rack);
    for (const std::string &file : report::write(report, options.output))
        std::cout << file << '\n';
    return report.leftOut.empty() ? 0 : 1;
}

} // namespace deltascope::app
