#include "items/scores.h"

#include "bridge/workspace.h"
#include "core/columns.h"

#include <algorithm>
#include <cmath>

namespace deltascope::items {

namespace {
constexpr int changesTogether = 60; ///< milliseconds in which changes make one request
constexpr int alternatives = 5; ///< of every token
} // namespace

bool isScored(HeadKind head)
{
    return head == HeadKind::CausalLm || head == HeadKind::ConditionalGeneration || head == HeadKind::MaskedLm
           || head == HeadKind::Pretraining;
}

Scores::Scores(Session &session, bridge::Workspace &workspace, LineOf lineOf, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
    , m_lineOf(std::move(lineOf))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(changesTogether);
    connect(&m_timer, &QTimer::timeout, this, &Scores::request);
    connect(&session, &Session::networkChanged, this, [this] {
        m_cells.clear();
        m_question.cancel();
    });
    for (const auto signal : {&Session::deltasChanged, &Session::mixChanged, &Session::columnsChanged,
                              &Session::inputsChanged, &Session::runChanged, &Session::engineTold})
        connect(&session, signal, this, &Scores::schedule);
}

bool Scores::isWanted() const
{
    const NetworkInfo *network = m_session.network();
    return network && network->runnable && isScored(network->head)
           && m_session.state().run.view != session::CellView::Answers;
}

const Scores::Cell *Scores::cell(int inputKey, int columnKey) const
{
    const auto found = m_cells.constFind({inputKey, columnKey});
    return found == m_cells.constEnd() ? nullptr : &*found;
}

bool Scores::isCurrent(int inputKey, int columnKey) const
{
    const Cell *known = cell(inputKey, columnKey);
    const BenchInput *input = m_session.state().input(inputKey);
    const BenchColumn *column = m_session.state().column(columnKey);
    if (!known || !input || !column || !(known->mix == m_session.state().mixOf(*column, *input)))
        return false;
    const auto line = m_lineOf(*input);
    return line && *line == known->line;
}

std::optional<double> Scores::perplexity(int columnKey) const
{
    double sum = 0;
    std::int64_t count = 0;
    for (const BenchInput &input : m_session.state().inputs)
        if (const Cell *known = cell(input.key, columnKey); known && !known->failure && known->score.isNumber()) {
            sum += known->score.sum();
            count += known->score.count();
        }
    return count > 0 ? std::optional(std::exp(-sum / double(count))) : std::nullopt;
}

bool Scores::owes(const BenchInput &input, const BenchColumn &column) const
{
    return runsHere(column) && m_lineOf(input) && m_session.state().lacking(column, input).empty()
           && !isCurrent(input.key, column.key);
}

/// The first input that some column still owes a score.
std::optional<Scores::Owed> Scores::next() const
{
    for (const BenchInput &input : m_session.state().inputs) {
        std::optional<DataLine> line = m_lineOf(input);
        if (!line)
            continue;
        QList<int> columns;
        for (const BenchColumn &column : m_session.state().columns)
            if (owes(input, column))
                columns << column.key;
        if (!columns.isEmpty())
            return Owed{&input, std::move(*line), columns};
    }
    return std::nullopt;
}

bool Scores::isSettled() const { return !m_timer.isActive() && !m_question.isOpen(); }

QPair<int, int> Scores::progress() const
{
    QPair<int, int> progress(0, 0);
    for (const BenchInput &input : m_session.state().inputs)
        for (const BenchColumn &column : m_session.state().columns)
            if (runsHere(column) && m_lineOf(input) && m_session.state().lacking(column, input).empty()) {
                progress.first += isCurrent(input.key, column.key);
                ++progress.second;
            }
    return progress;
}

void Scores::schedule()
{
    if (isWanted() && !m_timer.isActive())
        m_timer.start();
}

void Scores::stop()
{
    m_timer.stop();
    m_question.cancel();
}

void Scores::request()
{
    if (!isWanted() || !m_session.isEngineTold() || m_question.isOpen())
        return;
    const std::optional<Owed> owed = next();
    if (!owed)
        return;
    ScoreRequest request{{owed->line}, {}, alternatives};
    std::vector<Cell> cells;
    std::vector<std::size_t> places; // of each cell's configuration, which runs once however many columns share it
    for (const int key : owed->columns) {
        const Mix mix = m_session.state().mixOf(*m_session.state().column(key), *owed->input);
        places.push_back(placeOf(mix, request.columns));
        cells.push_back({owed->line, mix, {}});
    }
    const auto then = [this, inputKey = owed->input->key, keys = owed->columns, cells, places](const auto &fill) {
        std::vector<Cell> filled = cells;
        for (std::size_t i = 0; i < filled.size(); ++i)
            fill(filled[i], places[i]);
        take(inputKey, keys, filled);
    };
    m_question = m_workspace.score(
        this, request,
        {.then =
             [then](const ScoreResult &result) {
                 then([&](Cell &cell, std::size_t place) { cell.score = result.columns.at(place).outputs.at(0); });
             },
         .failed = [then](const Error &error) { then([&](Cell &cell, std::size_t) { cell.failure = error; }); }});
}

void Scores::take(int inputKey, const QList<int> &columnKeys, const std::vector<Cell> &cells)
{
    ++m_version;
    for (qsizetype i = 0; i < columnKeys.size(); ++i) {
        Cell &cell = m_cells[{inputKey, columnKeys[i]}] = cells[std::size_t(i)];
        cell.version = m_version;
    }
    request();
    Q_EMIT scored();
}

} // namespace deltascope::items
