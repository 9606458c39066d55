#include "items/bench.h"

#include "bridge/workspace.h"
#include "items/columninput.h"
#include "items/servedcells.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace deltascope::items {

namespace {
constexpr int changesTogether = 60; ///< milliseconds in which changes make one request
constexpr int answersTogether = 40; ///< milliseconds in which cells that come or grow are told once

bool isAnswered(Bench::State state) { return state == Bench::State::Current || state == Bench::State::Failed; }

} // namespace

Bench::Bench(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
    , m_scores(session, workspace, [this](const BenchInput &input) { return scoredLine(input); })
{
    for (const auto signal : {&Bench::answered, &Bench::runningChanged})
        connect(&m_scores, &Scores::scored, this, signal);
    connect(this, &Bench::answered, &m_scores, &Scores::schedule);
    m_timer.setSingleShot(true);
    m_timer.setInterval(changesTogether);
    connect(&m_timer, &QTimer::timeout, this, &Bench::request);
    m_tellTimer.setSingleShot(true);
    m_tellTimer.setInterval(answersTogether);
    connect(&m_tellTimer, &QTimer::timeout, this, [this] {
        Q_EMIT answered();
        Q_EMIT runningChanged();
    });
    connect(&session, &Session::networkChanged, this, &Bench::forget);
    for (const auto signal : {&Session::deltasChanged, &Session::mixChanged, &Session::columnsChanged,
                              &Session::inputsChanged, &Session::runChanged, &Session::engineTold})
        connect(&session, signal, this, &Bench::schedule);
}

Bench::~Bench() = default;

void Bench::serve(Servers &servers)
{
    m_served = std::make_unique<ServedCells>(m_session, m_workspace, servers, *this);
    connect(m_served.get(), &ServedCells::changed, this, &Bench::staleChanged);
    connect(m_served.get(), &ServedCells::runningChanged, this, &Bench::runningChanged);
}

const Bench::Cell *Bench::cell(int inputKey, int columnKey) const
{
    const auto found = m_cells.constFind({inputKey, columnKey});
    return found == m_cells.constEnd() ? nullptr : &*found;
}

const Bench::Cell *Bench::Answers::cell(int inputKey, int columnKey) const
{
    const auto found = cells.constFind({inputKey, columnKey});
    return found == cells.constEnd() ? nullptr : &*found;
}

const Scores::Cell *Bench::Answers::score(int inputKey, int columnKey) const
{
    if (!scores)
        return nullptr;
    const auto found = scores->constFind({inputKey, columnKey});
    return found == scores->constEnd() ? nullptr : &*found;
}

Bench::Answers Bench::answers() const
{
    return {m_task, m_labels, m_cells, m_scores.isWanted() ? std::optional(m_scores.cells()) : std::nullopt};
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
    if (!isLike(*known, *input, *column))
        return State::Stale;
    return known->failure ? State::Failed : known->isWhole ? State::Current : State::Growing;
}

/// Whether the cell answers that, and as the session says now.
bool Bench::isLike(const Cell &cell, const BenchInput &input, const BenchColumn &column) const
{
    const SessionState &state = m_session.state();
    const RunSettings &run = state.run;
    const std::string source = m_served && !runsHere(column) ? m_served->sourceOf(column) : std::string();
    return isInputFor(cell.input, column, input) && cell.mix == state.mixOf(column, input)
           && cell.served == column.served && (source.empty() || source == cell.source)
           && (m_task != Task::Generate
               || (cell.run.generation == run.generation && cell.run.answers() == run.answers()));
}

bool Bench::wasStopped(int inputKey, int columnKey) const
{
    const BenchInput *input = m_session.state().input(inputKey);
    const BenchColumn *column = m_session.state().column(columnKey);
    if (!m_isStopped || !input || !column)
        return false;
    if (!runsHere(*column))
        return m_served && m_served->owes(*input, *column);
    return m_scores.isWanted() ? m_scores.owes(*input, *column) : owes(*input, *column);
}

/// Whether the cell can be computed here and is not.
bool Bench::owes(const BenchInput &input, const BenchColumn &column) const
{
    return runsHere(column) && isRunnable(input.input) && m_session.state().lacking(column, input).empty()
           && !isAnswered(stateOf(input.key, column.key));
}

const InputFailure *Bench::failure(int inputKey) const
{
    for (const BenchColumn &column : m_session.state().columns)
        if (runsHere(column) && stateOf(inputKey, column.key) == State::Failed)
            return &*cell(inputKey, column.key)->failure;
    return nullptr;
}

const std::vector<AttachedDelta> *Bench::attached(int columnKey) const
{
    const auto found = m_attached.constFind(columnKey);
    return found == m_attached.constEnd() ? nullptr : &*found;
}

const std::vector<std::string> &Bench::labels(const Cell &cell) const
{
    return cell.labels.empty() ? m_labels : cell.labels;
}

const std::vector<std::string> *Bench::tokens(int inputKey) const
{
    const auto found = m_tokens.constFind(inputKey);
    return found == m_tokens.constEnd() ? nullptr : &*found;
}

bridge::Question Bench::tokenize(QObject *asker, int inputKey, bridge::Request<std::vector<TokenizedText>> answer)
{
    const BenchInput *input = m_session.state().input(inputKey);
    const BenchColumn *baseline = baselineOf(m_session.state());
    const Input asked = !input ? Input() : baseline ? inputFor(*baseline, *input) : input->input;
    return m_workspace.tokenize(asker, {asked}, std::move(answer));
}

std::optional<int> Bench::tokenCount(int inputKey) const
{
    if (const BenchInput *input = m_session.state().input(inputKey); !input || !isRunnable(input->input))
        return std::nullopt; // a conversation that waits for words
    for (const BenchColumn &column : m_session.state().columns)
        if (const Cell *known = cell(inputKey, column.key))
            return int(known->output.ids.size());
    return std::nullopt;
}

/// A text itself; after a conversation, and of an encoder-decoder, what the baseline's column answers.
std::optional<DataLine> Bench::scoredLine(const BenchInput &input) const
{
    DataLine line;
    line.input = input.input;
    const NetworkInfo *network = m_session.network();
    if (!network || !isRunnable(input.input))
        return std::nullopt;
    if (!input.input.messages && network->head != HeadKind::ConditionalGeneration)
        return line;
    const BenchColumn *baseline = baselineOf(m_session.state());
    if (!baseline || stateOf(input.key, baseline->key) != State::Current)
        return std::nullopt;
    line.input = inputFor(*baseline, input);
    line.target = cell(input.key, baseline->key)->output.text;
    return line.target->empty() ? std::nullopt : std::optional(line);
}

bool Bench::isSettled() const
{
    if (!m_scores.isSettled() || (m_served && !m_served->isSettled()))
        return false;
    const NetworkInfo *network = m_session.network();
    if (!network || !network->runnable || m_error || m_isStopped)
        return !m_timer.isActive();
    const SessionState &state = m_session.state();
    return !m_timer.isActive() && std::none_of(state.inputs.begin(), state.inputs.end(), [&](const BenchInput &input) {
        return std::any_of(state.columns.begin(), state.columns.end(),
                           [&](const BenchColumn &column) { return owes(input, column); });
    });
}

QPair<int, int> Bench::progress() const
{
    const auto done = std::count_if(m_asked.begin(), m_asked.end(), [](const Asked &asked) { return asked.isDone; });
    QPair<int, int> all = m_question.isOpen()    ? QPair(int(done), int(m_asked.size()))
                          : m_scores.isRunning() ? m_scores.progress()
                                                 : QPair(0, 0);
    if (m_served && m_served->isRunning()) {
        all.first += m_served->progress().first;
        all.second += m_served->progress().second;
    }
    return all;
}

bool Bench::isRunning() const
{
    return m_question.isOpen() || m_scores.isRunning() || (m_served && m_served->isRunning());
}

void Bench::stop()
{
    m_timer.stop();
    m_isStopped = true;
    m_isBehind = false;
    m_question.cancel();
    m_scores.stop();
    if (m_served)
        m_served->stop();
    Q_EMIT staleChanged();
}

void Bench::resume()
{
    schedule();
    m_scores.schedule();
}

void Bench::schedule()
{
    m_isStopped = false;
    if (!m_timer.isActive())
        m_timer.start();
    if (m_served)
        m_served->schedule();
    Q_EMIT staleChanged();
}

void Bench::forget()
{
    m_cells.clear();
    m_attached.clear();
    m_notes.clear();
    m_tokens.clear();
    m_labels.clear();
    m_seconds.reset();
    m_error.reset();
    m_asked.clear();
    m_isBehind = false;
    m_question.cancel();
    if (m_served)
        m_served->forget();
    m_task = m_session.network() ? defaultTask(m_session.network()->head) : Task::Auto;
    schedule();
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
    for (const CellPart &cell : part.cells) {
        const auto [begin, end] = m_askedAt.equal_range({int(cell.input), int(cell.column)});
        for (auto at = begin; at != end; ++at) {
            Asked &asked = m_asked[*at];
            if (cell.isWhole)
                finish(asked);
            put(asked, cell.output);
        }
    }
    if (!m_tellTimer.isActive())
        m_tellTimer.start();
    if (m_isBehind)
        request();
}

void Bench::keep(int inputKey, int columnKey, const Cell &cell)
{
    Cell &kept = m_cells[{inputKey, columnKey}] = cell;
    kept.version = ++m_version;
    if (!m_tellTimer.isActive())
        m_tellTimer.start();
}

void Bench::drop(int inputKey, int columnKey)
{
    m_cells.remove({inputKey, columnKey});
    if (!m_tellTimer.isActive())
        m_tellTimer.start();
}

void Bench::finish(Asked &asked)
{
    if (!std::exchange(asked.isDone, true))
        --m_open[asked.key];
}

/// One of a cell's answers, or its beginning; the cell is whole once all of them are done.
void Bench::put(const Asked &asked, const Output &output)
{
    Cell &cell = m_cells[asked.key];
    if (!(cell.input == asked.input && cell.mix == asked.mix && cell.run == m_askedRun) || cell.failure)
        cell = {asked.input, asked.mix, m_askedRun, {}};
    if (asked.answer > cell.others.size())
        cell.others.resize(asked.answer);
    (asked.answer == 0 ? cell.output : cell.others[asked.answer - 1]) = output;
    cell.isWhole = m_open.value(asked.key) == 0;
    cell.version = ++m_version;
}

void Bench::take(const RunResult &result)
{
    m_task = result.task;
    m_labels = result.labels;
    m_seconds = result.seconds;
    for (Asked &asked : m_asked)
        finish(asked);
    QHash<std::size_t, InputFailure> failures;
    for (const InputFailure &failure : result.failures)
        failures.insert(failure.input, failure);
    for (const Asked &asked : m_asked) {
        if (asked.columnPlace >= result.columns.size())
            continue;
        const ColumnResult &column = result.columns[asked.columnPlace];
        if (asked.inputPlace >= column.outputs.size())
            continue;
        m_attached[asked.key.second] = column.attached;
        m_notes[asked.key.second] = column.notes;
        put(asked, column.outputs[asked.inputPlace]);
        m_cells[asked.key].labels = column.labels;
        if (const auto failure = failures.constFind(asked.inputPlace); failure != failures.constEnd())
            m_cells[asked.key].failure = *failure;
    }
    end(std::nullopt);
    const auto &inputs = m_session.state().inputs;
    if (!m_question.isOpen() && std::any_of(inputs.begin(), inputs.end(), [](const BenchInput &input) {
            return differsByColumn(input.input);
        }))
        request(); // for the next column
}

void Bench::end(const std::optional<Error> &error)
{
    m_error = error;
    m_asked.clear();
    m_tellTimer.stop();
    Q_EMIT answered();
    if (error)
        Q_EMIT staleChanged();
    Q_EMIT runningChanged();
    if (m_isBehind)
        request();
}

} // namespace deltascope::items
