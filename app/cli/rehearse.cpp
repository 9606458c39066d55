#include "app/cli/commands.h"
#include "app/cli/servers.h"
#include "app/cli/sessionplan.h"
#include "core/csv.h"
#include "core/utf8.h"
#include "files/columnjson.h"
#include "files/wholefile.h"
#include "serving/rehearsal.h"

#include <algorithm>
#include <cstdio>
#include <map>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

std::string toJson(const Rehearsal &rehearsal)
{
    ordered_json lines = ordered_json::array();
    for (const RehearsedLine &line : rehearsal.lines)
        lines.push_back({{"line", line.line},
                         {"rule", line.rule},
                         {"column", line.column},
                         {"seconds", line.seconds},
                         {"error", line.error.empty() ? ordered_json() : ordered_json(line.error)}});
    return files::answerLine({{"lines", std::move(lines)},
                              {"median", rehearsal.median},
                              {"p95", rehearsal.p95},
                              {"throughput", rehearsal.throughput},
                              {"switches", rehearsal.switches}});
}

bool isAnswered(const RehearsedLine &line) { return line.error.empty(); }

/// "regex \"^A\"": blanks at its ends are seen.
std::string inQuotes(const Condition &when)
{
    const bool isText = when.kind == Condition::Kind::Prefix || when.kind == Condition::Kind::Regex;
    return isText ? wordOf(when.kind) + (" \"" + utf8::readable(when.pattern, 200)) + "\"" : inWords(when);
}

/// "fr by prefix \"A \""; empty for a line that no route takes.
std::string wayOf(const RehearsedLine &line, const std::vector<Route> &routes)
{
    const auto route = std::find_if(routes.begin(), routes.end(), [&line](const Route &each) {
        return each.column == line.column && inWords(each.when) == line.rule;
    });
    return route == routes.end() ? line.column : line.column + " by " + inQuotes(route->when);
}

/// The way of each line and what became of it, then all of them together; times only where some were answered.
std::string toText(const Rehearsal &rehearsal, const std::vector<Route> &routes)
{
    std::map<std::string, int> taken;
    std::string text;
    char numbers[160];
    for (const RehearsedLine &line : rehearsal.lines) {
        const std::string way = wayOf(line, routes);
        text += "line " + std::to_string(line.line + 1) + ": " + way + (way.empty() ? "" : ", ");
        std::snprintf(numbers, sizeof numbers, "%.0f ms", 1000 * line.seconds);
        text += (isAnswered(line) ? numbers : line.error) + "\n";
        if (!way.empty())
            ++taken[way];
    }
    for (const auto &[way, count] : taken)
        text += way + ": " + std::to_string(count) + (count == 1 ? " line\n" : " lines\n");
    const auto answered = std::count_if(rehearsal.lines.begin(), rehearsal.lines.end(), isAnswered);
    if (answered == 0)
        return text + "no line was answered\n";
    std::snprintf(
        numbers, sizeof numbers,
        "%td of %zu lines answered: median %.0f ms, 95 %% within %.0f ms, %.1f answers a second, %zu switches\n",
        answered, rehearsal.lines.size(), 1000 * rehearsal.median, 1000 * rehearsal.p95, rehearsal.throughput,
        rehearsal.switches);
    return text + numbers;
}

void writeRoutes(const Options &options, const std::vector<Route> &routes)
{
    const std::string &path = options.routesFile;
    keepInputs(options, path);
    if (path.ends_with(".csv")) {
        std::string text = csvLine({"rule", "pattern", "column"});
        for (const Route &route : routes)
            text += csvLine({wordOf(route.when.kind), route.when.pattern, route.column});
        files::writeWhole(path, text);
        return;
    }
    if (!path.ends_with(".json"))
        throw Usage{"--routes: expected a file that ends in .json or .csv, found " + path};
    ordered_json list = ordered_json::array();
    for (const Route &route : routes)
        list.push_back({{"rule", wordOf(route.when.kind)}, {"pattern", route.when.pattern}, {"column", route.column}});
    files::writeWhole(path, files::answerLine({{"routes", std::move(list)}}));
}

/// Throws Failure for a route whose language or expression is none.
std::vector<Route> givenRoutes(const Options &options)
{
    std::vector<Route> routes = options.routes;
    for (Route &route : routes)
        route.when = session::readable(route.when);
    (void)serving::Router(routes);
    return routes;
}

/// Those that are given, else the session's, else by language.
void addRoutes(serving::RehearsalRequest &request, const Options &options, const Opened &opened,
               const serving::Server &server)
{
    if (request.routes.empty() && !options.session.empty()) {
        for (const SessionRoute &each : routesOf(options.session, opened.network, opened.deltas)) {
            request.routes.push_back(each.route);
            request.shares.push_back(sharesOf(Column{each.route.column, each.mix}, opened, server));
        }
        return;
    }
    if (request.routes.empty())
        request.routes = serving::usualRoutes(opened.deltas);
    for (const Route &route : request.routes)
        request.shares.push_back(sharesOf(route.column, opened, server));
}

} // namespace

int runRehearse(const Options &options, Engine &engine)
{
    serving::RehearsalRequest request;
    request.inputs = inputsOf(options);
    request.routes = givenRoutes(options);
    request.parallel = options.parallel;
    request.newTokens = options.run.generation.maxNewTokens.value_or(request.newTokens);
    const Servers servers(options);
    if (servers.all().size() != 1)
        throw Usage{"expected one --server, found " + std::to_string(servers.all().size())};
    request.access = servers.access(0);
    const Opened opened = openSession(options, engine, Weights::Optional);
    addRoutes(request, options, opened, servers.all().front());
    if (!options.routesFile.empty())
        writeRoutes(options, request.routes);
    const Rehearsal rehearsal
        = withProgress([&](Progress &progress) { return serving::rehearse(engine, request, progress); });
    deliver(options, options.answer == Answer::Json ? toJson(rehearsal) : toText(rehearsal, request.routes));
    return std::all_of(rehearsal.lines.begin(), rehearsal.lines.end(), isAnswered) ? 0 : 1;
}

} // namespace deltascope::app
