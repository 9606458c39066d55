#include "app/cli/servedrun.h"

#include "app/cli/commands.h"
#include "serving/run.h"

#include <algorithm>
#include <chrono>

namespace deltascope::app {

namespace {

/// One --column and where it runs.
struct Placed {
    std::string spec; ///< without its server
    std::optional<std::size_t> server;
};

std::vector<Placed> placedColumns(const Options &options, const Servers &servers)
{
    std::vector<Placed> placed;
    for (const std::string &text : options.columns) {
        auto [spec, server] = servers.split(text);
        placed.push_back({std::move(spec), server});
    }
    return placed;
}

/// As answers tell what was attached: deltas that are known here with what they are.
std::vector<AttachedDelta> attachedOf(const std::string &spec, const Opened &opened)
{
    std::vector<AttachedDelta> attached;
    for (const auto &[name, strength] : parseColumn(spec, deltaNames(opened))) {
        const auto [delta, own] = partOf(name, strength, opened);
        if (delta)
            attached.push_back({delta->id, name, delta->kind, own, static_cast<int>(delta->taps.size())});
        else
            attached.push_back({-1, name, "adapter", own, 0});
    }
    return attached;
}

void expectGeneration(const Options &options, const Opened &opened)
{
    const Task task = options.run.task == Task::Auto ? defaultTask(opened.network.head) : options.run.task;
    if (task != Task::Generate)
        throw Usage{"--column SPEC@NAME: expected a task that servers do, generate, found another"};
    if (options.run.divergence)
        throw Usage{"--divergence: expected columns that run here, found some that run on servers"};
}

} // namespace

MixedRun runMixed(const Options &options, RunRequest request, Engine &engine)
{
    const auto start = std::chrono::steady_clock::now();
    const Servers servers(options);
    const std::vector<Placed> placed = placedColumns(options, servers);
    const bool isServed = std::any_of(placed.begin(), placed.end(), [](const Placed &one) { return one.server; });
    const bool isLocal
        = placed.empty() || std::any_of(placed.begin(), placed.end(), [](const Placed &one) { return !one.server; });
    // Who serves what is too large for here has no need of its weights, but of its tokenizer.
    const Opened opened = openSession(options, engine, isLocal ? Weights::Required : Weights::Optional);
    if (isServed)
        expectGeneration(options, opened);
    Options local = options;
    local.columns.clear();
    for (const Placed &one : placed)
        if (!one.server)
            local.columns.push_back(one.spec);
    MixedRun run;
    run.result.task = Task::Generate;
    if (isLocal) {
        request.columns = columnsOf(local, opened);
        run.result = withProgress([&](Progress &progress) { return engine.run(request, progress); });
        run.places.assign(run.result.columns.size(), "");
    }
    for (std::size_t i = 0; i < placed.size(); ++i) {
        if (!placed[i].server)
            continue;
        const serving::Server &server = servers.all()[*placed[i].server];
        const serving::ServedColumn column{options.columns[i], attachedOf(placed[i].spec, opened),
                                           sharesOf(placed[i].spec, opened, server)};
        const auto at = static_cast<std::ptrdiff_t>(i);
        run.result.columns.insert(run.result.columns.begin() + at, withProgress([&](Progress &progress) {
                                      return serving::runServed(engine, server, column, request, progress);
                                  }));
        run.places.insert(run.places.begin() + at, server.name);
    }
    if (isServed)
        run.result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return run;
}

} // namespace deltascope::app
