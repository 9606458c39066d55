#include "items/bench.h"

#include <algorithm>

namespace deltascope::items {

namespace {
constexpr int debounceMilliseconds = 60;

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
    m_timer.setInterval(debounceMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Bench::request);
    connect(&session, &Session::networkChanged, this, &Bench::forget);
    for (const auto signal : {&Session::deltasChanged, &Session::mixChanged, &Session::columnsChanged,
                              &Session::inputsChanged, &Session::engineTold})
        connect(&session, signal, this, &Bench::schedule);
    connect(&session, &Session::runChanged, this, [this] {
        m_cells.clear();
        schedule();
    });
    connect(&workspace, &bridge::Workspace::ran, this, &Bench::take);
    connect(&workspace, &bridge::Workspace::tokenized, this,
            [this](bridge::Ticket ticket, const std::vector<TokenizedText> &texts) {
                for (qsizetype i = 0;
                     ticket == m_tokenTicket && i < std::min(m_tokenInputs.size(), qsizetype(texts.size())); ++i)
                    m_tokens[m_tokenInputs[i]] = texts[std::size_t(i)].tokens;
                Q_EMIT answered();
            });
    connect(&workspace, &bridge::Workspace::failed, this,
            [this](bridge::Ticket ticket, bridge::Lane, const Error &error) {
                if (ticket != m_ticket)
                    return;
                m_ticket = 0;
                m_error = error;
                Q_EMIT staleChanged();
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
    return known->input == input->input && known->mix == m_session.state().mixOf(*column, *input) ? State::Current
                                                                                                  : State::Stale;
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
    if (!network || !network->runnable || m_error)
        return !m_timer.isActive();
    const SessionState &state = m_session.state();
    return !m_timer.isActive() && std::all_of(state.inputs.begin(), state.inputs.end(), [&](const BenchInput &input) {
        return !isRunnable(input.input)
               || std::all_of(state.columns.begin(), state.columns.end(), [&](const BenchColumn &column) {
                      return !state.lacking(column, input).empty() || stateOf(input.key, column.key) == State::Current;
                  });
    });
}

void Bench::schedule()
{
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
    m_ticket = 0;
    m_task = m_session.network() ? defaultTask(m_session.network()->head) : Task::Auto;
    schedule();
}

/// Asks for every cell that is not current: their inputs under their configurations, each of which runs once however
/// many columns share it.
void Bench::request()
{
    const NetworkInfo *network = m_session.network();
    if (!network || !network->runnable || !m_session.isEngineTold())
        return;
    const SessionState &state = m_session.state();
    RunRequest run;
    m_asked.clear();
    m_tokenInputs.clear();
    for (const BenchInput &input : state.inputs) {
        const std::size_t place = run.inputs.size();
        for (const BenchColumn &column : state.columns) {
            if (!isRunnable(input.input) || !state.lacking(column, input).empty()
                || stateOf(input.key, column.key) == State::Current)
                continue;
            if (run.inputs.size() == place) {
                run.inputs.push_back(input.input);
                m_tokenInputs << input.key;
            }
            const Mix mix = state.mixOf(column, input);
            m_asked.append({{input.key, column.key}, input.input, mix, place, placeOf(mix, run.columns)});
        }
    }
    const bool hadError = std::exchange(m_error, std::nullopt).has_value();
    if (m_asked.isEmpty()) {
        m_workspace.cancel(bridge::Lane::Run);
        if (hadError)
            Q_EMIT staleChanged();
        return;
    }
    run.maxNewTokens = state.run.answerLength;
    m_ticket = m_workspace.run(run);
    if (m_task == Task::Tokens)
        m_tokenTicket = m_workspace.tokenize(run.inputs);
}

void Bench::take(bridge::Ticket ticket, const RunResult &result)
{
    if (ticket != m_ticket)
        return;
    m_ticket = 0;
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
        m_cells[asked.key] = {asked.input, asked.mix, column.outputs[asked.inputPlace]};
    }
    Q_EMIT answered();
}

} // namespace deltascope::items
