#include "items/drifting.h"

#include "bridge/workspace.h"
#include "items/columninput.h"
#include "items/servedshares.h"
#include "items/typedinput.h"
#include "items/wording.h"

#include <algorithm>
#include <utility>

namespace deltascope::items {

namespace {

constexpr std::int64_t mostTokens = 24; ///< of an answer: where one parts, it parts soon

} // namespace

Drifting::Drifting(Session &session, bridge::Workspace &workspace, Servers &servers)
    : m_session(session)
    , m_workspace(workspace)
    , m_servers(servers)
{
    connect(&session, &Session::networkChanged, this, &Drifting::forget);
    connect(&servers, &Servers::changed, this, [this] {
        if (m_asker && place() < 0)
            stop(); // nobody answers for a server that is gone
    });
}

const Drifting::Result *Drifting::resultOf(const QString &server) const
{
    const auto found = m_results.constFind(server);
    return found == m_results.constEnd() ? nullptr : &*found;
}

const DriftColumn *Drifting::verdictOf(const BenchColumn &column) const
{
    const QString server = QString::fromStdString(column.served.server);
    const Result *result = resultOf(server);
    const int at = m_servers.placeOf(server);
    if (!result || at < 0)
        return nullptr;
    const std::string source = sourceOf(column.served, m_session.state(), m_servers.at(at));
    for (std::size_t i = 0; i < result->columns.size(); ++i)
        if (result->specs[i] == column.served && result->sources[i] == source)
            return &result->columns[i];
    return nullptr;
}

void Drifting::start(const QString &server)
{
    stop();
    m_server = server;
    m_asker = std::make_unique<QObject>();
    m_results[server] = {};
    m_done = m_all = 0;
    if (!m_session.network() || !m_workspace.can().judge)
        return end(tr("Open its model here first, with weights to run it: that is what its answers are held against."));
    gather();
    if (m_cases.empty())
        return end(tr("There is nothing to hold its answers against: no column there is one that could run here."));
    askPrompts();
    Q_EMIT changed();
}

void Drifting::stop()
{
    if (m_asker)
        end(tr("stopped"));
}

void Drifting::forget()
{
    m_asker.reset();
    m_results.clear();
    Q_EMIT changed();
}

/// The comparison's columns there; without any, the backbone and each delta that is loaded.
void Drifting::gather()
{
    m_cases.clear();
    const SessionState &state = m_session.state();
    const int at = place();
    if (at < 0 || !m_servers.at(at).isReady())
        return;
    for (const BenchColumn &column : state.columns)
        if (!runsHere(column) && QString::fromStdString(column.served.server) == m_server)
            addCase(column.served);
    if (!m_cases.empty() || !m_results[m_server].left.isEmpty())
        return;
    addCase({m_server.toStdString(), {}});
    for (const SessionDelta &delta : state.deltas)
        if (adapterFor(*m_servers.at(at).said, delta.name(), delta.info->path))
            addCase({m_server.toStdString(), {{delta.name(), 1}}});
}

void Drifting::addCase(const session::ServedSpec &spec)
{
    if (std::any_of(m_cases.begin(), m_cases.end(), [&spec](const Case &known) { return known.spec == spec; }))
        return;
    const ServedShares shares = sharesOf(spec, m_session.state(), *m_servers.at(place()).said);
    const auto mix = mixOf(spec, m_session.state());
    QStringList &left = m_results[m_server].left;
    if (!shares.lack.isEmpty())
        left << shares.lack;
    else if (!mix)
        left << tr("%1 is not here: nothing to hold its answers against")
                    .arg(QString::fromStdString(specOf(spec.adapters)));
    else
        m_cases.push_back({spec, shares.shares, {{specOf(spec.adapters), *mix}, spec.server, {}, {}}});
}

void Drifting::askPrompts()
{
    std::vector<Input> inputs;
    for (const BenchInput &input : m_session.state().inputs)
        if (isRunnable(input.input) && !differsByColumn(input.input))
            inputs.push_back(input.input);
    if (inputs.empty())
        return end(tr("There are no inputs to ask about."));
    try {
        for (std::size_t i = 0; i < inputs.size(); ++i)
            expectPrompt(inputs[i], tr("input %1").arg(i + 1).toStdString());
    } catch (const Failure &failure) {
        return end(wording(failure.error()));
    }
    m_workspace.tokenize(m_asker.get(), inputs,
                         {.then = [this](const std::vector<TokenizedText> &texts) { ask(texts); },
                          .failed = [this](const Error &error) { end(wording(error)); },
                          .cancelled = [this] { end(tr("stopped")); }});
}

void Drifting::ask(const std::vector<TokenizedText> &texts)
{
    m_all = int(m_cases.size() * (texts.size() + 1));
    const std::int64_t newTokens = std::min(
        mostTokens, *settled(m_session.state().run.generation, m_session.network()->generation).maxNewTokens);
    for (std::size_t c = 0; c < m_cases.size(); ++c) {
        DriftAnswers &answers = m_cases[c].answers;
        answers.completions.resize(texts.size());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            answers.prompts.push_back(texts[i].ids);
            m_cases[c].inputs.push_back(i);
            m_servers.complete(place(), m_asker.get(), driftQuestion(texts[i].ids, m_cases[c].shares, newTokens),
                               {.then =
                                    [this, c, i](Completion completion) {
                                        m_cases[c].answers.completions[i] = std::move(completion);
                                        came();
                                    },
                                .failed = [this, c, i](const Error &error) { miss(c, i, error); }});
        }
    }
}

/// What is refused takes no other answer away; a server that does not answer at all ends the check.
void Drifting::miss(std::size_t oneCase, std::size_t input, const Error &error)
{
    if (error.code != "refused")
        return end(wording(error));
    Case &missing = m_cases[oneCase];
    missing.missed.push_back(input);
    m_results[m_server].left << tr("%1, input %2: %3")
                                    .arg(QString::fromStdString(specOf(missing.spec.adapters)))
                                    .arg(input + 1)
                                    .arg(wording(error));
    came();
}

void Drifting::came()
{
    ++m_done;
    if (m_done == m_all - int(m_cases.size())) {
        leaveOutMissed();
        if (m_cases.empty())
            return end(tr("No question was answered"));
        judge();
    }
    Q_EMIT changed();
}

void Drifting::leaveOutMissed()
{
    for (Case &one : m_cases) {
        std::sort(one.missed.rbegin(), one.missed.rend());
        for (const std::size_t input : one.missed) {
            const auto at = static_cast<std::ptrdiff_t>(input);
            one.answers.prompts.erase(one.answers.prompts.begin() + at);
            one.answers.completions.erase(one.answers.completions.begin() + at);
            one.inputs.erase(one.inputs.begin() + at);
        }
    }
    m_all -= int(std::erase_if(m_cases, [](const Case &one) { return one.inputs.empty(); }));
}

/// The next one; all that were answered are told by then.
void Drifting::judge()
{
    const std::size_t next = m_results[m_server].columns.size();
    if (next == m_cases.size())
        return end();
    std::vector<Column> asked;
    for (const Case &one : m_cases)
        asked.push_back(one.answers.column);
    m_workspace.drift(m_asker.get(), m_cases[next].answers, asked,
                      {.then =
                           [this, next](DriftColumn column) {
                               if (column.firstDifference)
                                   column.firstDifference->input = m_cases[next].inputs[column.firstDifference->input];
                               Result &result = m_results[m_server];
                               const session::ServedSpec &spec = m_cases[next].spec;
                               result.columns.push_back(column);
                               result.specs.push_back(spec);
                               result.sources.push_back(sourceOf(spec, m_session.state(), m_servers.at(place())));
                               ++m_done;
                               judge();
                               Q_EMIT changed();
                           },
                       .failed = [this](const Error &error) { end(wording(error)); },
                       .cancelled = [this] { end(tr("stopped")); }});
}

void Drifting::end(const QString &problem)
{
    m_results[m_server].problem = problem;
    m_asker.reset();
    Q_EMIT changed();
}

} // namespace deltascope::items
