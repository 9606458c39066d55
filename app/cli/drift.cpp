#include "serving/drift.h"
#include "app/cli/commands.h"
#include "app/cli/servers.h"
#include "app/cli/session.h"
#include "files/columnjson.h"
#include "serving/shares.h"

#include <algorithm>
#include <cstdio>
#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;
using serving::DriftCase;

std::string toJson(const serving::DriftReport &report)
{
    ordered_json list = ordered_json::array(), failures = ordered_json::array();
    for (const serving::DriftFailure &failure : report.failures)
        failures.push_back({{"column", failure.column},
                            {"server", failure.server},
                            {"input", failure.input},
                            {"error", failure.error.sentence()}});
    for (const DriftColumn &column : report.columns) {
        ordered_json object{{"name", column.name},
                            {"server", column.server},
                            {"max_abs_logprob", column.maxAbsLogProb},
                            {"first_difference", nullptr},
                            {"verdict", wordOf(column.verdict)},
                            {"matches", column.matches.empty() ? ordered_json() : ordered_json(column.matches)}};
        if (const auto &first = column.firstDifference)
            object["first_difference"] = {{"input", first->input}, {"token", first->token}, {"gap", first->gap}};
        list.push_back(std::move(object));
    }
    return files::answerLine({{"columns", std::move(list)}, {"failures", std::move(failures)}});
}

std::string toText(const serving::DriftReport &report)
{
    std::string text;
    for (const DriftColumn &column : report.columns) {
        char numbers[160];
        std::snprintf(numbers, sizeof numbers, "%s, %lld log-probabilities differ by up to %.2g",
                      wordOf(column.verdict), static_cast<long long>(column.compared), column.maxAbsLogProb);
        text += column.name + " @" + column.server + ": " + (column.compared > 0 ? numbers : "nothing to compare");
        if (!column.matches.empty())
            text += "; asked for " + column.name + ", answered as " + column.matches;
        if (const auto &first = column.firstDifference) {
            std::snprintf(numbers, sizeof numbers,
                          "; input %zu parts at token %lld, where the two likeliest tokens here are %.2g apart",
                          first->input + 1, static_cast<long long>(first->token + 1), first->gap);
            text += numbers;
        }
        text += '\n';
        for (const serving::DriftFailure &failure : report.failures)
            if (failure.column == column.name && failure.server == column.server)
                text += "  input " + std::to_string(failure.input + 1) + " failed: " + failure.error.sentence() + "\n";
    }
    return text;
}

/// "base" and each delta alone, as far as the server has them; what it has not is said.
std::vector<DriftCase> usualCases(const Opened &opened, const serving::Server &server, std::size_t place)
{
    std::vector<DriftCase> cases{{{"base", {}}, place, {}}};
    for (std::size_t i = 0; i < opened.deltas.size(); ++i) {
        const Column column{opened.deltas[i].name, {{{opened.deltas[i].id, true, opened.strengths[i], {}}}}};
        if (!adapterFor(server.state, opened.deltas[i].name, opened.deltas[i].path)) {
            std::clog << Error{server.name, "has no adapter that is " + column.name + ", which is left out", {}, {}}
                             .sentence()
                      << '\n';
            continue;
        }
        cases.push_back({column, place, serving::sharesOf(column.mix, opened.deltas, server.state, server.name)});
    }
    return cases;
}

std::vector<DriftCase> casesOf(const Options &options, const Opened &opened, const Servers &servers)
{
    std::vector<DriftCase> cases;
    for (std::size_t i = 0; i < servers.all().size(); ++i) {
        const serving::Server &server = servers.all()[i];
        for (const std::string &text : options.columns) {
            const auto [spec, place] = servers.split(text);
            if (place && *place != i)
                continue;
            Column column = columnOf(spec, "--column", opened);
            auto shares = sharesOf(spec, opened, server);
            cases.push_back({std::move(column), i, std::move(shares)});
        }
        if (options.columns.empty()) {
            const std::vector<DriftCase> usual = usualCases(opened, server, i);
            cases.insert(cases.end(), usual.begin(), usual.end());
        }
    }
    return cases;
}

} // namespace

int runDrift(const Options &options, Engine &engine)
{
    serving::DriftRequest request;
    request.inputs = inputsOf(options);
    request.newTokens = options.run.generation.maxNewTokens.value_or(request.newTokens);
    const Servers servers(options);
    request.servers = servers.all();
    const Opened opened = openSession(options, engine, Weights::Required);
    request.cases = casesOf(options, opened, servers);
    const auto report = withProgress([&](Progress &progress) { return serving::drift(engine, request, progress); });
    deliver(options, options.answer == Answer::Json ? toJson(report) : toText(report));
    return !report.failures.empty()
           || std::any_of(report.columns.begin(), report.columns.end(),
                          [](const DriftColumn &column) { return isDrift(column.verdict); });
}

} // namespace deltascope::app
