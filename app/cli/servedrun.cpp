#include "app/cli/servedrun.h"

#include "app/cli/commands.h"

#include <algorithm>
#include <chrono>

namespace deltascope::app {

namespace {

bool isServed(const RunColumn &column) { return column.server.has_value(); }

void expectGeneration(const RunRequest &request, const Opened &opened)
{
    const Task task = request.task == Task::Auto ? defaultTask(opened.network.head) : request.task;
    if (task != Task::Generate)
        throw Usage{"--column SPEC@NAME: expected a task that servers do, generate, found another"};
}

/// A column's answers out of those of the configurations.
ColumnResult arranged(const RunResult &ran, const RunColumn &column)
{
    std::vector<std::size_t> places = column.places;
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    ColumnResult result;
    if (places.size() == 1)
        result = ran.columns[places.front()];
    result.name = column.name;
    if (places.size() == 1)
        return result;
    std::vector<const std::vector<AttachedDelta> *> attached;
    for (const std::size_t place : places) {
        const ColumnResult &one = ran.columns[place];
        attached.push_back(&one.attached);
        result.notes.insert(result.notes.end(), one.notes.begin(), one.notes.end());
    }
    result.attached = joined(attached);
    for (std::size_t input = 0; input < column.places.size(); ++input)
        result.outputs.push_back(ran.columns[column.places[input]].outputs[input]);
    return result;
}

void addFailures(const std::vector<InputFailure> &failures, std::size_t column, MixedRun &run)
{
    for (const InputFailure &failure : failures)
        run.failures.emplace(std::pair(column, failure.input), failure.error);
}

/// Names the inputs that no column answers.
void addUnanswered(std::size_t inputs, MixedRun &run)
{
    for (std::size_t input = 0; input < inputs; ++input) {
        bool isUnanswered = true;
        for (std::size_t column = 0; column < run.result.columns.size(); ++column)
            isUnanswered = isUnanswered && run.failed(column, input);
        if (isUnanswered)
            run.result.failures.push_back({input, *run.failed(0, input), 0});
    }
}

} // namespace

std::string MixedRun::failedSentence() const
{
    if (failures.empty())
        return {};
    const auto &[place, error] = *failures.begin();
    const std::size_t all = result.columns.size() * result.columns.front().outputs.size();
    const std::string input = "input " + std::to_string(place.second + 1); // which an error may name itself
    return std::to_string(failures.size()) + " of " + std::to_string(all) + (all == 1 ? " answer" : " answers")
           + " failed: " + result.columns[place.first].name + ", " + (error.where == input ? "" : input + ": ")
           + error.sentence();
}

MixedRun runMixed(const RunPlan &plan, RunRequest request, const Opened &opened, const Servers &servers, Engine &engine)
{
    const auto start = std::chrono::steady_clock::now();
    const bool hasServed = std::any_of(plan.columns.begin(), plan.columns.end(), isServed);
    if (hasServed)
        expectGeneration(request, opened);
    MixedRun run;
    run.result.task = Task::Generate;
    request.columns = plan.configurations;
    if (!request.columns.empty())
        run.result = withProgress([&](Progress &progress) { return engine.run(request, progress); });
    const RunResult ran = std::exchange(run.result, {run.result.task, run.result.seconds, run.result.labels, {}, {}});
    for (const RunColumn &column : plan.columns) {
        const std::size_t at = run.result.columns.size();
        run.taken.push_back(column.taken);
        run.places.push_back(column.server ? servers.all()[*column.server].name : "");
        if (!column.server) {
            run.result.columns.push_back(arranged(ran, column));
            addFailures(ran.failures, at, run);
            continue;
        }
        serving::ServedRun served = withProgress([&](Progress &progress) {
            return serving::runServed(engine, servers.all()[*column.server], column.served, request, progress);
        });
        addFailures(served.failures, at, run);
        run.result.columns.push_back(std::move(served.column));
    }
    addUnanswered(request.inputs.size(), run);
    if (hasServed)
        run.result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return run;
}

Weights weightsFor(const Options &options, const Servers &servers)
{
    const bool isElsewhere
        = !options.columns.empty()
          && std::all_of(options.columns.begin(), options.columns.end(),
                         [&servers](const std::string &text) { return servers.split(text).second.has_value(); });
    return isElsewhere ? Weights::Optional : Weights::Required;
}

} // namespace deltascope::app
