#include "blame/blame.h"
#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/shellword.h"
#include "core/utf8.h"
#include "files/columnjson.h"

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

std::vector<std::string> namesOf(const std::vector<int> &modules, const NetworkInfo &network)
{
    std::vector<std::string> names;
    for (const int module : modules)
        names.push_back(network.modules[static_cast<std::size_t>(module)].name);
    return names;
}

ordered_json toJson(const std::vector<BlameResult> &results, const NetworkInfo &network)
{
    ordered_json outputs = ordered_json::array();
    for (const BlameResult &result : results)
        outputs.push_back({{"answer", result.answer},
                           {"against", result.against},
                           {"sites", namesOf(result.sites, network)},
                           {"runs", result.runs},
                           {"complete", result.complete}});
    return {{"outputs", std::move(outputs)}};
}

/// An answer on one line, to be copied whole.
std::string shown(const std::string &answer)
{
    constexpr std::size_t longest = 200;
    return shellWord(utf8::readable(answer, longest));
}

std::string toText(const std::vector<BlameResult> &results, const NetworkInfo &network)
{
    std::string text;
    for (const BlameResult &result : results) {
        if (result.answer == result.against) {
            text += shown(result.answer) + ": the same under both\n";
            continue;
        }
        text += shown(result.answer) + " instead of " + shown(result.against) + ", from "
                + std::to_string(result.sites.size()) + " of " + std::to_string(result.candidates) + " sites ("
                + std::to_string(result.runs) + " runs"
                + (result.complete ? ")\n" : ", not all that could be tried)\n");
        for (const std::string &name : namesOf(result.sites, network))
            text += "  " + (name.empty() ? "the whole model" : shellWord(name)) + "\n";
    }
    return text;
}

} // namespace

int runBlame(const Options &options, Engine &engine)
{
    if (options.columns.size() != 1)
        throw Usage{"expected one --column, found " + std::to_string(options.columns.size())};
    const std::vector<Input> inputs = inputsOf(options);
    const Opened opened = openSession(options, engine, Weights::Required);
    BlameRequest request;
    request.deltas = opened.deltas;
    request.column = columnOf(options.columns.front(), "--column", opened);
    request.against = options.against.empty() ? Column{"base", {}} : columnOf(options.against, "--against", opened);
    request.task = options.run.task;
    request.generation = options.run.generation;
    std::vector<BlameResult> results;
    for (const Input &input : inputs) {
        request.input = input;
        results.push_back(withProgress([&](Progress &progress) { return blame(engine, request, progress); }));
    }
    deliver(options, options.answer == Answer::Json ? files::answerLine(toJson(results, opened.network))
                                                    : toText(results, opened.network));
    return 0;
}

} // namespace deltascope::app
