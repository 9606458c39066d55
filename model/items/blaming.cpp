#include "items/blaming.h"

#include "bridge/workspace.h"
#include "items/bench.h"
#include "items/benchmodel.h"
#include "items/columninput.h"
#include "items/typedinput.h"

#include <algorithm>
#include <variant>

namespace deltascope::items {

namespace {

/// What a cell answers, without numbers.
QString answerIn(const Bench &bench, int inputKey, int columnKey)
{
    const Bench::Cell *cell
        = bench.stateOf(inputKey, columnKey) == Bench::State::Current ? bench.cell(inputKey, columnKey) : nullptr;
    if (!cell)
        return {};
    return bench.task() == Task::Classify ? QString::fromStdString(cell->output.label)
                                          : summaryOf(cell->output, bench.task());
}

} // namespace

Blaming::Blaming(Session &session, const Bench &bench, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_bench(bench)
    , m_workspace(workspace)
{
    connect(&session, &Session::networkChanged, this, &Blaming::forget);
    for (const auto signal : {&Session::columnsChanged, &Session::inputsChanged, &Session::mixChanged})
        connect(&session, signal, this, &Blaming::changed);
    connect(&bench, &Bench::answered, this, [this] {
        if (!hasBegun())
            Q_EMIT changed(); // another cell may be the one to explain
    });
}

Blaming::Question Blaming::question() const
{
    const SessionState &state = m_session.state();
    const BenchColumn *baseline = baselineOf(state);
    Question question;
    question.against = state.column(m_chosen.against) ? m_chosen.against : baseline ? baseline->key : -1;
    const auto fits = [](int chosen, int key) { return chosen < 0 || chosen == key; };
    const int input = state.input(m_chosen.input) ? m_chosen.input : -1;
    const int column = state.column(m_chosen.column) ? m_chosen.column : -1;
    std::vector<int> others;
    for (const BenchColumn &each : state.columns)
        if (fits(column, each.key) && each.key != question.against && runsHere(each) && !isRepeat(state, each))
            others.push_back(each.key);
    for (const BenchInput &each : state.inputs) {
        if (others.empty() || !fits(input, each.key) || !isRunnable(each.input))
            continue;
        const QString there = answerIn(m_bench, each.key, question.against);
        for (const int other : others) {
            const QString here = there.isEmpty() ? QString() : answerIn(m_bench, each.key, other);
            const bool isChanged = !here.isEmpty() && here != there;
            if (question.input < 0 || isChanged) {
                question.input = each.key;
                question.column = other;
            }
            if (isChanged)
                return question;
        }
    }
    return question;
}

void Blaming::choose(const Question &question)
{
    m_chosen = question;
    Q_EMIT changed();
}

std::optional<BlameRequest> Blaming::request() const
{
    const SessionState &state = m_session.state();
    const Question wanted = question();
    const BenchInput *input = state.input(wanted.input);
    const BenchColumn *column = state.column(wanted.column), *against = state.column(wanted.against);
    const NetworkInfo *network = m_session.network();
    if (!input || !column || !against || !network || !network->runnable || !m_session.isEngineTold()
        || !state.lacking(*column, *input).empty() || !state.lacking(*against, *input).empty())
        return std::nullopt;
    BlameRequest request;
    request.input = inputFor(*against, *input);
    request.column = {titleOf(state, *column).toStdString(), state.mixOf(*column, *input)};
    request.against = {titleOf(state, *against).toStdString(), state.mixOf(*against, *input)};
    request.generation = state.run.generation;
    request.rest = BlameRequest::Rest::Tried;
    for (const SessionDelta &delta : state.deltas)
        if (request.column.mix.find(delta.setting.id) || request.against.mix.find(delta.setting.id))
            request.deltas.push_back(*delta.info);
    return request;
}

void Blaming::start()
{
    const std::optional<BlameRequest> wanted = request();
    if (!wanted)
        return;
    m_asked = wanted;
    m_askedKeys = question();
    m_candidates = differingSites(*wanted);
    m_trials.clear();
    m_result.reset();
    m_error.reset();
    m_seconds = 0;
    m_since.start();
    m_question = m_workspace.blame(this, *wanted,
                                   {.then =
                                        [this](const BlameResult &result) {
                                            m_result = result;
                                            end(std::nullopt);
                                        },
                                    .failed = [this](const Error &error) { end(error); },
                                    .cancelled = [this] { end(std::nullopt); },
                                    .part = [this](const Part &part) { take(std::get<BlameStep>(part)); }});
    Q_EMIT changed();
}

void Blaming::stop() { m_question.cancel(); }

void Blaming::take(const BlameStep &step)
{
    m_trials.insert(m_trials.end(), step.trials.begin(), step.trials.end());
    m_seconds = double(m_since.elapsed()) / 1000;
    Q_EMIT changed();
}

void Blaming::end(const std::optional<Error> &error)
{
    m_error = error;
    m_seconds = double(m_since.elapsed()) / 1000;
    Q_EMIT changed();
}

void Blaming::forget()
{
    m_question.cancel();
    m_asked.reset();
    m_chosen = m_askedKeys = {};
    m_candidates.clear();
    m_trials.clear();
    m_result.reset();
    m_error.reset();
    Q_EMIT changed();
}

bool Blaming::isCurrent() const
{
    const std::optional<BlameRequest> wanted = request();
    return m_asked && wanted && question() == m_askedKeys && wanted->input == m_asked->input
           && wanted->column.mix == m_asked->column.mix && wanted->against.mix == m_asked->against.mix;
}

const BlameTrial *Blaming::trialOf(const std::vector<int> &sites) const
{
    const auto found = std::find_if(m_trials.begin(), m_trials.end(),
                                    [&sites](const BlameTrial &trial) { return trial.sites == sites; });
    return found == m_trials.end() ? nullptr : &*found;
}

QList<int> Blaming::lit() const
{
    if (m_result)
        return {m_result->sites.begin(), m_result->sites.end()};
    const auto last
        = std::find_if(m_trials.rbegin(), m_trials.rend(), [](const BlameTrial &trial) { return trial.holds; });
    return last == m_trials.rend() ? QList<int>() : QList<int>(last->sites.begin(), last->sites.end());
}

void Blaming::attachFound()
{
    if (m_asked && m_result)
        m_session.plugInMix(tr("attach what is responsible"), mixWith(*m_asked, m_result->sites));
}

} // namespace deltascope::items
