#include "items/servedcells.h"

#include "bridge/workspace.h"
#include "items/columninput.h"
#include "items/servedshares.h"
#include "items/wording.h"

#include <algorithm>
#include <variant>

namespace deltascope::items {

namespace {

constexpr int changesTogether = 30; ///< milliseconds; less than the bench's, so that prompts are not behind its run

} // namespace

ServedCells::ServedCells(Session &session, bridge::Workspace &workspace, Servers &servers, Bench &bench)
    : m_session(session)
    , m_workspace(workspace)
    , m_servers(servers)
    , m_drifting(session, workspace, servers)
    , m_bench(bench)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(changesTogether);
    connect(&m_timer, &QTimer::timeout, this, &ServedCells::request);
    connect(&servers, &Servers::told, this, &ServedCells::followServer);
    connect(&m_drifting, &Drifting::changed, this, &ServedCells::changed);
    connect(&servers, &Servers::changed, this, [this] {
        dropUnwanted(); // nobody answers for a server that is gone
        m_timer.start();
        Q_EMIT changed();
    });
}

const ServerEntry *ServedCells::entryOf(const BenchColumn &column) const
{
    const int server = m_servers.placeOf(QString::fromStdString(column.served.server));
    return server < 0 ? nullptr : &m_servers.at(server);
}

ServedLack ServedCells::lackOf(const BenchColumn &column) const
{
    using Help = ServedLack::Help;
    const NetworkInfo *network = m_session.network();
    if (!network || runsHere(column))
        return {};
    const QString name = QString::fromStdString(column.served.server);
    if (defaultTask(network->head) != Task::Generate)
        return {tr("servers write texts, which this model does not"), Help::None};
    if (!m_workspace.can().tokens)
        return {tr("needs a tokenizer here, which makes the prompts"), Help::None};
    const ServerEntry *entry = entryOf(column);
    if (!entry)
        return {tr("%1 is not connected").arg(name), Help::Connect};
    if (!entry->problem.isEmpty())
        return {entry->problem, entry->isAsked ? Help::None : Help::AskAgain};
    if (!entry->said)
        return {tr("asking %1…").arg(name), Help::None};
    const ServedShares shares = sharesOf(column.served, m_session.state(), *entry->said);
    return {shares.lack, shares.isLoadable ? Help::ShowServers : Help::None};
}

std::string ServedCells::sourceOf(const BenchColumn &column) const
{
    const ServerEntry *entry = entryOf(column);
    return entry ? items::sourceOf(column.served, m_session.state(), *entry) : std::string();
}

bool ServedCells::owes(const BenchInput &input, const BenchColumn &column) const
{
    if (runsHere(column) || !m_session.network() || !isRunnable(input.input) || !lackOf(column).sentence.isEmpty())
        return false;
    const Bench::State state = m_bench.stateOf(input.key, column.key);
    return state != Bench::State::Current && state != Bench::State::Failed;
}

bool ServedCells::isSettled() const { return m_asking.empty() && !m_timer.isActive(); }

QPair<int, int> ServedCells::progress() const { return {m_done, m_done + int(m_asking.size())}; }

void ServedCells::schedule()
{
    m_isStopped = false;
    if (!m_timer.isActive())
        m_timer.start();
}

void ServedCells::stop()
{
    m_timer.stop();
    m_isStopped = true;
    m_asking.clear();
    Q_EMIT runningChanged();
}

void ServedCells::forget()
{
    m_asking.clear();
    m_done = 0;
}

void ServedCells::askAgain(const QString &server)
{
    dropFailures(server);
    if (const int place = m_servers.placeOf(server); place >= 0)
        m_servers.ask(place);
    schedule();
}

/// Answers again: what failed is asked once more.
void ServedCells::followServer(int server)
{
    const ServerEntry &entry = m_servers.at(server);
    const QString name = QString::fromStdString(entry.address.name);
    if (!entry.isAsked) {
        if (entry.isReady() && !m_ready.contains(name))
            dropFailures(name);
        entry.isReady() ? void(m_ready.insert(name)) : void(m_ready.remove(name));
    }
    if (!m_isStopped && !m_timer.isActive())
        m_timer.start();
    Q_EMIT changed();
}

void ServedCells::dropFailures(const QString &server)
{
    for (const BenchColumn &column : m_session.state().columns)
        if (!runsHere(column) && QString::fromStdString(column.served.server) == server)
            for (const BenchInput &input : m_session.state().inputs)
                if (m_bench.stateOf(input.key, column.key) == Bench::State::Failed)
                    m_bench.drop(input.key, column.key);
}

void ServedCells::dropUnwanted()
{
    std::erase_if(m_asking, [this](const auto &entry) {
        const BenchInput *input = m_session.state().input(entry.first.first);
        const BenchColumn *column = m_session.state().column(entry.first.second);
        return !input || !column || !entryOf(*column) || !m_bench.isLike(entry.second.cell, *input, *column);
    });
}

void ServedCells::request()
{
    dropUnwanted();
    if (m_isStopped || !m_session.network())
        return;
    if (m_asking.empty())
        m_done = 0;
    for (const BenchInput &input : m_session.state().inputs)
        for (const BenchColumn &column : m_session.state().columns)
            if (m_asking.count({input.key, column.key}) == 0 && owes(input, column))
                begin(input, column);
    Q_EMIT runningChanged();
}

void ServedCells::begin(const BenchInput &input, const BenchColumn &column)
{
    const CellKey key(input.key, column.key);
    Asking &asking = m_asking[key];
    asking.asker = std::make_unique<QObject>();
    asking.cell = {inputFor(column, input), {}, m_session.state().run, {}};
    asking.cell.isWhole = false;
    asking.cell.served = column.served;
    asking.cell.source = sourceOf(column);
    asking.cell.others.resize(std::size_t(asking.cell.run.answers()) - 1);
    asking.open = std::size_t(asking.cell.run.answers());
    try {
        expectPrompt(asking.cell.input, column.served.server);
    } catch (const Failure &failure) {
        return fail(key, failure.error());
    }
    if (asking.cell.input.ids)
        ask(key, *asking.cell.input.ids);
    else
        askPrompt(key);
}

void ServedCells::askPrompt(CellKey key)
{
    const Asking &asking = m_asking.at(key);
    m_workspace.tokenize(asking.asker.get(), {asking.cell.input},
                         {.then = [this, key](const std::vector<TokenizedText> &texts) { ask(key, texts.at(0).ids); },
                          .failed = [this, key](const Error &error) { fail(key, error); },
                          .cancelled = [this, key] { end(key); }});
}

void ServedCells::ask(CellKey key, const std::vector<std::int64_t> &prompt)
{
    const Asking &asking = m_asking.at(key);
    const int server = m_servers.placeOf(QString::fromStdString(asking.cell.served.server));
    CompletionRequest request;
    request.ids = prompt;
    const ServedShares found = sharesOf(asking.cell.served, m_session.state(), *m_servers.at(server).said);
    if (!found.lack.isEmpty())
        return end(key); // it has gone meanwhile; the column says so
    request.adapters = found.shares;
    request.generation = settled(asking.cell.run.generation, m_session.network()->generation);
    request.maxTokens = *request.generation.maxNewTokens;
    request.alternatives = 1;
    QObject *asker = asking.asker.get();
    for (std::size_t answer = 0; answer <= asking.cell.others.size(); ++answer) {
        m_servers.complete(
            server, asker, request,
            {.then =
                 [this, key, answer, prompt](const Completion &completion) {
                     if (--m_asking.at(key).open > 0)
                         return put(key, answer, outputOf(prompt, completion));
                     m_asking.at(key).cell.isWhole = true;
                     put(key, answer, outputOf(prompt, completion));
                     askNames(key);
                 },
             .failed = [this, key](const Error &error) { fail(key, error); },
             .cancelled = [this, key] { end(key); },
             .part = [this, key,
                      answer](const Part &part) { put(key, answer, std::get<RunPart>(part).cells.front().output); }});
        ++request.generation.seed;
    }
}

void ServedCells::put(CellKey key, std::size_t answer, const Output &output)
{
    Bench::Cell &cell = m_asking.at(key).cell;
    (answer == 0 ? cell.output : cell.others[answer - 1]) = output;
    m_bench.keep(key.first, key.second, cell);
}

void ServedCells::askNames(CellKey key)
{
    const Asking &asking = m_asking.at(key);
    std::vector<Input> inputs;
    const auto add = [&inputs](const Output &output) { inputs.emplace_back().ids = output.newIds; };
    add(asking.cell.output);
    std::for_each(asking.cell.others.begin(), asking.cell.others.end(), add);
    const auto name = [this, key](const std::vector<TokenizedText> &texts) {
        Bench::Cell &cell = m_asking.at(key).cell;
        for (std::size_t i = 0; i < texts.size(); ++i)
            (i == 0 ? cell.output : cell.others[i - 1]).newTokens = texts[i].pieces;
        m_bench.keep(key.first, key.second, cell);
        end(key);
    };
    m_workspace.tokenize(
        asking.asker.get(), inputs,
        {.then = name, .failed = [this, key](const Error &) { end(key); }, .cancelled = [this, key] { end(key); }});
}

void ServedCells::fail(CellKey key, const Error &error)
{
    Bench::Cell &cell = m_asking.at(key).cell;
    cell.failure = InputFailure{0, error, 0};
    cell.isWhole = true;
    m_bench.keep(key.first, key.second, cell);
    const int server = m_servers.placeOf(QString::fromStdString(cell.served.server));
    if (error.code == "no-answer" && server >= 0)
        m_servers.ask(server); // it may be gone
    end(key);
}

void ServedCells::end(CellKey key)
{
    m_asking.erase(key);
    ++m_done;
    Q_EMIT runningChanged();
}

} // namespace deltascope::items
