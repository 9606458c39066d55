#include "report/report.h"

#include "app/cli/commands.h"
#include "app/cli/picture.h"
#include "app/cli/session.h"
#include "app/cli/sessionplan.h"
#include "tree/logtext.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <iostream>

namespace deltascope::app {

namespace {

std::string quoted(const std::string &word)
{
    const bool isPlain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
        return std::isalnum(c) || std::string_view("-_./=+:,*@%").find(static_cast<char>(c)) != std::string_view::npos;
    });
    if (isPlain)
        return word;
    std::string text = "'";
    for (const char c : word)
        text += c == '\'' ? "'\\''" : std::string(1, c);
    return text + "'";
}

/// What was written on the command line, but for where the report goes: the same report has the same command.
std::string commandOf(const std::vector<std::string> &words)
{
    std::string command = "deltascope";
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "-o" || words[i] == "--output")
            ++i;
        else if (!words[i].starts_with("--output=") && !(words[i].starts_with("-o") && !words[i].starts_with("--")))
            command += " " + quoted(words[i]);
    }
    return command + " -o DIR";
}

/// The deltas that change weights and can be compared; no answer where fewer than two do.
std::optional<Similarity> similarityOf(Engine &engine, const Opened &opened)
{
    SimilarityRole *role = engine.similarities();
    TerminalProgress progress;
    std::vector<DeltaId> ids;
    for (const DeltaInfo &delta : opened.deltas)
        if (role && role->compare({delta.id}, progress).ok())
            ids.push_back(delta.id);
    if (ids.size() < 2)
        return std::nullopt;
    Outcome<Similarity> similarity = role->compare(ids, progress);
    return similarity.ok() ? std::optional(std::move(similarity.value())) : std::nullopt;
}

std::vector<report::ReportedDelta> deltasOf(const Opened &opened, const Mix &mix)
{
    std::vector<report::ReportedDelta> deltas;
    for (const DeltaInfo &delta : opened.deltas) {
        const DeltaSetting &setting = *mix.find(delta.id);
        deltas.push_back({delta.name,
                          delta.kind,
                          delta.library,
                          delta.summary,
                          delta.path,
                          delta.parameterCount,
                          delta.taps.size(),
                          setting.strength,
                          setting.attached,
                          {}});
        if (!delta.path.empty())
            deltas.back().files = report::hashesOf(delta.path, HubPart::Delta);
    }
    return deltas;
}

std::string titleOf(const Options &options)
{
    const std::filesystem::path named
        = std::filesystem::path(options.session.empty() ? options.model.model : options.session).lexically_normal();
    const std::string stem = named.filename().empty() ? named.parent_path().filename() : named.stem();
    return "Deltascope: " + stem;
}

RunResult runOf(const Options &options, Engine &engine, const Opened &opened, const GenerationSettings &generation,
                std::vector<Input> inputs)
{
    RunRequest request = options.run;
    request.generation = generation;
    request.inputs = std::move(inputs);
    request.columns = columnsOf(options, opened);
    request.divergence = request.columns.size() > 1;
    RunResult result = withProgress([&](Progress &progress) { return engine.run(request, progress); });
    if (!result.failures.empty())
        throw Failure(result.failures.front().error);
    return result;
}

} // namespace

int runReport(const Options &options, Engine &engine)
{
    report::expectFree(options.output);
    report::Report report;
    report.inputs = givenInputs(options);
    const Opened opened = openSession(options, engine, report.inputs.empty() ? Weights::Optional : Weights::Required);
    SessionPlan plan{everythingOf(opened).mix, {}, false, options.run.generation};
    plan.generation.seed = options.model.seed;
    if (!options.session.empty())
        plan = planOf(options.session, opened.network, opened.deltas);
    report.title = titleOf(options);
    report.model = options.model.model;
    report.architecture = opened.network.architecture;
    report.parameters = tree::totals(opened.network, opened.deltas, plan.rack).parameters;
    report.command = commandOf(options.words);
    report.versions = {{"Deltascope", DELTASCOPE_VERSION}, {"LibTorch", LIBTORCH_VERSION}};
    report.modelFiles = report::hashesOf(options.model.model, HubPart::Model);
    report.deltas = deltasOf(opened, plan.rack);
    if (!report.inputs.empty())
        report.result = runOf(options, engine, opened, plan.generation, report.inputs);
    report.similarity = similarityOf(engine, opened);
    addPictures(report, opened.network, opened.deltas, plan.rack);
    for (const std::string &file : report::write(report, options.output))
        std::cout << file << '\n';
    return 0;
}

} // namespace deltascope::app
