// What the bench asks the engine for, and when.
#include "items/bench.h"

#include "bridge/workspace.h"
#include "core/columns.h"
#include "items/columninput.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace deltascope::items {

namespace {

/// Milliseconds after which a run that has shown nothing is replaced all the same.
constexpr qint64 patience = 2000;

} // namespace

/// What the run under way owes is still wanted: the cell's input and configuration are what they were.
bool Bench::isWanted(const Asked &asked) const
{
    const BenchInput *input = m_session.state().input(asked.key.first);
    const BenchColumn *column = m_session.state().column(asked.key.second);
    const RunSettings &run = m_session.state().run;
    return input && column && isInputFor(asked.input, *column, *input)
           && m_session.state().mixOf(*column, *input) == asked.mix
           && (m_task != Task::Generate
               || (run.generation == m_askedRun.generation && run.answers() == m_askedRun.answers()));
}

/// A run that still works on what is wanted is let go on, and so is one that has shown nothing yet: else nothing would
/// ever be seen while changes come faster than answers.
bool Bench::mayReplace() const
{
    const bool owesOnlyWanted = std::all_of(m_asked.begin(), m_asked.end(),
                                            [this](const Asked &asked) { return asked.isDone || isWanted(asked); });
    return !owesOnlyWanted && (m_hasShown || m_since.hasExpired(patience));
}

/// Every cell that is not current: their inputs under their configurations, each of which runs once however many
/// columns share it. Conversations that differ by column come after all others, in a run for each column. Fills
/// m_asked.
RunRequest Bench::gather()
{
    const SessionState &state = m_session.state();
    RunRequest run;
    run.generation = state.run.generation;
    m_asked.clear();
    m_askedAt.clear();
    m_open.clear();
    m_askedRun = state.run;
    for (const BenchInput &input : state.inputs)
        if (!differsByColumn(input.input)) {
            std::vector<const BenchColumn *> columns;
            for (const BenchColumn &column : state.columns)
                if (owes(input, column))
                    columns.push_back(&column);
            ask(run, input, columns);
        }
    for (const BenchColumn &column : state.columns)
        if (m_asked.isEmpty())
            for (const BenchInput &input : state.inputs)
                if (differsByColumn(input.input) && owes(input, column))
                    ask(run, input, {&column});
    return run;
}

/// Adds an input under columns that are asked the same: once for each of a cell's answers, with its seed.
void Bench::ask(RunRequest &run, const BenchInput &input, const std::vector<const BenchColumn *> &columns)
{
    if (columns.empty())
        return;
    const SessionState &state = m_session.state();
    const std::size_t place = run.inputs.size();
    const std::size_t answers = m_task == Task::Generate ? std::size_t(state.run.answers()) : 1;
    const Input asked = inputFor(*columns.front(), input);
    run.inputs.insert(run.inputs.end(), answers, asked);
    for (std::size_t i = 0; answers > 1 && i < answers; ++i)
        run.seeds.push_back(run.generation.seed + i);
    for (const BenchColumn *column : columns) {
        const Mix mix = state.mixOf(*column, input);
        const std::size_t columnPlace = placeOf(mix, run.columns);
        for (std::size_t i = 0; i < answers; ++i) {
            m_askedAt.insert({int(place + i), int(columnPlace)}, m_asked.size());
            ++m_open[{input.key, column->key}];
            m_asked.append({{input.key, column->key}, asked, mix, place + i, columnPlace, i});
        }
    }
}

void Bench::request()
{
    const NetworkInfo *network = m_session.network();
    if (!network || !network->runnable || !m_session.isEngineTold())
        return;
    if (m_question.isOpen() && !mayReplace()) {
        m_isBehind = true;
        return;
    }
    const RunRequest run = gather();
    m_isBehind = false;
    m_hasShown = false;
    const bool hadError = std::exchange(m_error, std::nullopt).has_value();
    if (m_asked.isEmpty()) {
        m_question.cancel();
        if (hadError)
            Q_EMIT staleChanged();
        return;
    }
    m_since.start();
    m_question = m_workspace.run(this, bridge::Urgency::Now, run,
                                 {.then = [this](const RunResult &result) { take(result); },
                                  .failed = [this](const Error &error) { end(error); },
                                  .cancelled = [this] { Q_EMIT runningChanged(); },
                                  .part = [this](const Part &part) { take(std::get<RunPart>(part)); }});
    if (m_task == Task::Tokens)
        askTokens(run);
    Q_EMIT runningChanged();
}

} // namespace deltascope::items
