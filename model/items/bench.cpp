#include "items/bench.h"

#include "bridge/workspace.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace deltascope::items {

namespace {
constexpr int changesTogether = 60; ///< milliseconds in which changes make one request
/// Milliseconds after which a run that has shown nothing is replaced all the same.
constexpr qint64 patience = 2000;

/// Where a configuration stands among the columns of a request; added if it is new.
std::size_t placeOf(const Mix &mix, std::vector<Column> &columns)
{
    const auto known
        = std::find_if(columns.begin(), columns.end(), [&mix](const Column &column) { return column.mix == mix; });
    if (known != columns.end())
        return std::size_t(known - columns.begin());
    columns.push_back({"column " + std::to_string(columns.size() + 1), mix});
    return columns.size() - 1;
}

bool isAnswered(Bench::State state) { return state == Bench::State::Current || state == Bench::State::Failed; }

} // namespace

bool isRunnable(const Input &input)
{
    return (input.text && !input.text->empty()) || (input.ids && !input.ids->empty()) || !input.pixels.empty();
}

Bench::Bench(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(changesTogether);
    connect(&m_timer, &QTimer::timeout, this, &Bench::request);
    connect(&session, &Session::networkChanged, this, &Bench::forget);
    for (const auto signal : {&Session::deltasChanged, &Session::mixChanged, &Session::columnsChanged,
                              &Session::inputsChanged, &Session::engineTold})
        connect(&session, signal, this, &Bench::schedule);
    connect(&session, &Session::runChanged, this, [this] {
        m_cells.clear();
        schedule();
    });
}

const Bench::Cell *Bench::cell(int inputKey, int columnKey) const
{
    const auto found = m_cells.constFind({inputKey, columnKey});
    return found == m_cells.constEnd() ? nullptr : &*found;
}

Bench::State Bench::stateOf(int inputKey, int columnKey) const
{
    const Cell *known = cell(inputKey, columnKey);
    const BenchInput *input = m_session.state().input(inputKey);
    const BenchColumn *column = m_session.state().column(columnKey);
    if (!known || !input || !column || !isRunnable(input->input))
        return State::Empty;
    if (!m_session.state().lacking(*column, *input).empty())
        return State::Empty;
    if (!(known->input == input->input) || !(known->mix == m_session.state().mixOf(*column, *input)))
        return State::Stale;
    return known->failure ? State::Failed : known->isWhole ? State::Current : State::Growing;
}

const InputFailure *Bench::failure(int inputKey) const
{
    for (const BenchColumn &column : m_session.state().columns)
        if (stateOf(inputKey, column.key) == State::Failed)
            return &*cell(inputKey, column.key)->failure;
    return nullptr;
}

const std::vector<AttachedDelta> *Bench::attached(int columnKey) const
{
    const auto found = m_attached.constFind(columnKey);
    return found == m_attached.constEnd() ? nullptr : &*found;
}

const std::vector<std::string> *Bench::tokens(int inputKey) const
{
    const auto found = m_tokens.constFind(inputKey);
    return found == m_tokens.constEnd() ? nullptr : &*found;
}

std::optional<int> Bench::tokenCount(int inputKey) const
{
    for (const BenchColumn &column : m_session.state().columns)
        if (const Cell *known = cell(inputKey, column.key))
            return int(known->output.ids.size());
    return std::nullopt;
}

bool Bench::isSettled() const
{
    const NetworkInfo *network = m_session.network();
    if (!network || !network->runnable || m_error || m_isStopped)
        return !m_timer.isActive();
    const SessionState &state = m_session.state();
    return !m_timer.isActive() && std::all_of(state.inputs.begin(), state.inputs.end(), [&](const BenchInput &input) {
        return !isRunnable(input.input)
               || std::all_of(state.columns.begin(), state.columns.end(), [&](const BenchColumn &column) {
                      return !state.lacking(column, input).empty() || isAnswered(stateOf(input.key, column.key));
                  });
    });
}

QPair<int, int> Bench::progress() const
{
    const auto done = std::count_if(m_asked.begin(), m_asked.end(), [](const Asked &asked) { return asked.isDone; });
    return m_question.isOpen() ? QPair<int, int>(int(done), int(m_asked.size())) : QPair<int, int>();
}

void Bench::stop()
{
    m_timer.stop();
    m_isStopped = true;
    m_isBehind = false;
    m_question.cancel();
}

void Bench::schedule()
{
    m_isStopped = false;
    if (!m_timer.isActive())
        m_timer.start();
    Q_EMIT staleChanged();
}

void Bench::forget()
{
    m_cells.clear();
    m_attached.clear();
    m_tokens.clear();
    m_labels.clear();
    m_seconds.reset();
    m_error.reset();
    m_asked.clear();
    m_isBehind = false;
    m_question.cancel();
    m_task = m_session.network() ? defaultTask(m_session.network()->head) : Task::Auto;
    schedule();
}

/// What the run under way owes is still wanted: the cell's input and configuration are what they were.
bool Bench::isWanted(const Asked &asked) const
{
    const BenchInput *input = m_session.state().input(asked.key.first);
    const BenchColumn *column = m_session.state().column(asked.key.second);
    return input && column && input->input == asked.input && m_session.state().mixOf(*column, *input) == asked.mix;
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
/// columns share it. Fills m_asked.
RunRequest Bench::gather()
{
    const SessionState &state = m_session.state();
    RunRequest run;
    m_asked.clear();
    for (const BenchInput &input : state.inputs) {
        const std::size_t place = run.inputs.size();
        for (const BenchColumn &column : state.columns) {
            if (!isRunnable(input.input) || !state.lacking(column, input).empty()
                || isAnswered(stateOf(input.key, column.key)))
                continue;
            if (run.inputs.size() == place)
                run.inputs.push_back(input.input);
            const Mix mix = state.mixOf(column, input);
            m_asked.append({{input.key, column.key}, input.input, mix, place, placeOf(mix, run.columns)});
        }
    }
    run.generation.maxNewTokens = state.run.answerLength;
    return run;
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

void Bench::askTokens(const RunRequest &run)
{
    QList<int> keys(qsizetype(run.inputs.size()), -1);
    for (const Asked &asked : m_asked)
        keys[qsizetype(asked.inputPlace)] = asked.key.first;
    m_workspace.tokenize(this, run.inputs, {.then = [this, keys](const std::vector<TokenizedText> &texts) {
                             for (qsizetype i = 0; i < std::min(keys.size(), qsizetype(texts.size())); ++i)
                                 m_tokens[keys[i]] = texts[std::size_t(i)].tokens;
                             Q_EMIT answered();
                         }});
}

void Bench::take(const RunPart &part)
{
    m_task = part.task;
    m_labels = part.labels;
    m_hasShown = true;
    for (const CellPart &cell : part.cells)
        for (Asked &asked : m_asked)
            if (asked.inputPlace == cell.input && asked.columnPlace == cell.column) {
                m_cells[asked.key] = {asked.input, asked.mix, cell.output, cell.isWhole, {}};
                asked.isDone = cell.isWhole;
            }
    Q_EMIT answered();
    Q_EMIT runningChanged();
    if (m_isBehind)
        request();
}

void Bench::take(const RunResult &result)
{
    m_task = result.task;
    m_labels = result.labels;
    m_seconds = result.seconds;
    for (const Asked &asked : m_asked) {
        if (asked.columnPlace >= result.columns.size())
            continue;
        const ColumnResult &column = result.columns[asked.columnPlace];
        if (asked.inputPlace >= column.outputs.size())
            continue;
        m_attached[asked.key.second] = column.attached;
        m_cells[asked.key] = {asked.input, asked.mix, column.outputs[asked.inputPlace], true, {}};
        for (const InputFailure &failure : result.failures)
            if (failure.input == asked.inputPlace)
                m_cells[asked.key].failure = failure;
    }
    end(std::nullopt);
}

void Bench::end(const std::optional<Error> &error)
{
    m_error = error;
    m_asked.clear();
    Q_EMIT answered();
    if (error)
        Q_EMIT staleChanged();
    Q_EMIT runningChanged();
    if (m_isBehind)
        request();
}

} // namespace deltascope::items
