#include "items/sweep.h"

#include "bridge/workspace.h"
#include "core/isnumber.h"
#include "items/bench.h"
#include "items/benchmodel.h"
#include "items/columninput.h"
#include "items/meters.h"
#include "items/typedinput.h"

#include <algorithm>
#include <cmath>

namespace deltascope::items {

namespace {

constexpr int changesTogether = 250; ///< milliseconds in which changes make one run
constexpr int steps = 20; ///< from none to twice as trained
constexpr double strongest = 2;

const Output &outputOf(const RunResult &result, std::size_t step) { return result.columns[step].outputs.front(); }

QList<Sweep::Line> probabilitiesOf(const RunResult &result)
{
    QList<Sweep::Line> lines;
    for (std::size_t label = 0; label < result.labels.size(); ++label) {
        Sweep::Line line{QString::fromStdString(result.labels[label]), {}};
        for (std::size_t step = 0; step < result.columns.size(); ++step) {
            const Output &output = outputOf(result, step);
            const bool isProbable = label < output.probabilities.size(), isValue = label < output.logits.values.size();
            line.values.push_back(!isNumber(output) ? std::nullopt
                                  : isProbable      ? std::optional<double>(output.probabilities[label])
                                  : isValue         ? std::optional<double>(output.logits.values[label])
                                                    : std::nullopt);
        }
        lines << line;
    }
    return lines;
}

/// Of every token that is the best guess for a mask somewhere.
QList<Sweep::Line> guessesOf(const RunResult &result)
{
    QList<Sweep::Line> lines;
    const auto guesses = [&result](std::size_t step) {
        return outputOf(result, step).masks.empty() ? std::vector<MaskGuess>() : outputOf(result, step).masks[0].best;
    };
    for (std::size_t step = 0; step < result.columns.size(); ++step) {
        const std::vector<MaskGuess> best = guesses(step);
        const QString name = best.empty() ? QString() : QString::fromStdString(best.front().token);
        if (!best.empty()
            && std::none_of(lines.begin(), lines.end(), [&name](const Sweep::Line &line) { return line.name == name; }))
            lines << Sweep::Line{name, {}};
    }
    for (Sweep::Line &line : lines)
        for (std::size_t step = 0; step < result.columns.size(); ++step) {
            const std::vector<MaskGuess> best = guesses(step);
            const auto found = std::find_if(best.begin(), best.end(), [&line](const MaskGuess &guess) {
                return QString::fromStdString(guess.token) == line.name;
            });
            line.values.push_back(found == best.end() ? std::nullopt : std::optional<double>(found->probability));
        }
    return lines;
}

/// The share of new tokens that are those of the answer without the delta, and of the one as trained.
QList<Sweep::Line> likenessOf(const RunResult &result, const std::vector<double> &strengths)
{
    QList<Sweep::Line> lines{{Sweep::tr("like without the delta"), {}}, {Sweep::tr("like as trained"), {}}};
    const auto trained = std::find(strengths.begin(), strengths.end(), 1.0) - strengths.begin();
    const auto share = [](const std::vector<std::int64_t> &a, const std::vector<std::int64_t> &b) {
        std::size_t same = 0;
        while (same < std::min(a.size(), b.size()) && a[same] == b[same])
            ++same;
        const std::size_t longest = std::max(a.size(), b.size());
        return longest == 0 ? 1.0 : double(same) / double(longest);
    };
    for (std::size_t step = 0; step < result.columns.size(); ++step) {
        const auto &ids = outputOf(result, step).newIds;
        lines[0].values.push_back(share(ids, outputOf(result, 0).newIds));
        lines[1].values.push_back(share(ids, outputOf(result, std::size_t(trained)).newIds));
    }
    return lines;
}

/// Of the whole output, from what it is without the delta.
Sweep::Line distanceOf(const RunResult &result)
{
    Sweep::Line line{Sweep::tr("from the output without the delta"), {}};
    const auto numbers = [&result](std::size_t step) {
        const Output &output = outputOf(result, step);
        return output.embedding.empty() ? output.logits.values.empty() ? output.startLogits : output.logits.values
                                        : output.embedding;
    };
    for (std::size_t step = 0; step < result.columns.size(); ++step)
        line.values.push_back(cosineDistance(numbers(0), numbers(step)));
    return line;
}

} // namespace

Sweep::Sweep(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    for (int i = 0; i <= steps; ++i)
        m_strengths.push_back(strongest * i / steps);
    m_timer.setSingleShot(true);
    m_timer.setInterval(changesTogether);
    connect(&m_timer, &QTimer::timeout, this, &Sweep::request);
    connect(&session, &Session::networkChanged, this, &Sweep::forget);
    for (const auto signal : {&Session::deltasChanged, &Session::mixChanged, &Session::inputsChanged,
                              &Session::runChanged, &Session::engineTold})
        connect(&session, signal, this, &Sweep::schedule);
}

Sweep::Question Sweep::question() const
{
    const SessionState &state = m_session.state();
    Question question = m_chosen;
    const SessionDelta *chosen = state.find(m_chosen.delta);
    if (!chosen || !chosen->isThere() || !chosen->info->hasStrength) {
        const auto first = std::find_if(state.deltas.begin(), state.deltas.end(), [](const SessionDelta &delta) {
            return delta.isThere() && delta.info->hasStrength;
        });
        question.delta = first == state.deltas.end() ? -1 : first->setting.id;
    }
    if (const BenchInput *input = state.input(m_chosen.input); !input || !isRunnable(input->input)) {
        const auto first = std::find_if(state.inputs.begin(), state.inputs.end(),
                                        [](const BenchInput &each) { return isRunnable(each.input); });
        question.input = first == state.inputs.end() ? -1 : first->key;
    }
    return question;
}

void Sweep::choose(const Question &question)
{
    m_chosen = question;
    schedule();
    Q_EMIT changed();
}

void Sweep::setFollowed(bool isFollowed)
{
    m_isFollowed = isFollowed;
    if (isFollowed)
        schedule();
    else
        m_timer.stop();
}

void Sweep::schedule()
{
    if (!m_isFollowed)
        return;
    m_timer.start();
    Q_EMIT changed();
}

std::optional<Sweep::Asked> Sweep::asked() const
{
    const SessionState &state = m_session.state();
    const Question wanted = question();
    const SessionDelta *delta = state.find(wanted.delta);
    const BenchInput *input = state.input(wanted.input);
    const NetworkInfo *network = m_session.network();
    if (!delta || !input || !network || !network->runnable || !m_session.isEngineTold())
        return std::nullopt;
    const BenchColumn *baseline = baselineOf(state);
    Asked asked{baseline ? inputFor(*baseline, *input) : input->input, {}, state.run.generation};
    for (const double strength : m_strengths) {
        Mix mix = wanted.beside == Beside::Attached ? state.liveMix() : Mix{};
        std::erase_if(mix.deltas, [&](const DeltaSetting &own) { return own.id == wanted.delta || !isHeard(own); });
        DeltaSetting swept = alone(delta->setting);
        swept.strength = strength;
        for (auto &[module, site] : swept.sites)
            site.strength.reset();
        mix.deltas.push_back(tidied(swept));
        asked.mixes.push_back(std::move(mix));
    }
    return asked;
}

void Sweep::request()
{
    const std::optional<Asked> wanted = asked();
    if (wanted == m_asked)
        return;
    m_question.cancel();
    m_asked = wanted;
    m_error.reset();
    if (!wanted) {
        m_lines.clear();
        m_answers.clear();
        Q_EMIT changed();
        return;
    }
    RunRequest run;
    run.inputs = {wanted->input};
    run.generation = wanted->generation;
    for (std::size_t i = 0; i < wanted->mixes.size(); ++i)
        run.columns.push_back({"strength " + std::to_string(i), wanted->mixes[i]});
    m_question = m_workspace.run(this, bridge::Urgency::Background, run,
                                 {.then = [this](const RunResult &result) { take(result); },
                                  .failed =
                                      [this](const Error &error) {
                                          m_error = error;
                                          Q_EMIT changed();
                                      },
                                  .cancelled = [this] { m_asked.reset(); }});
    Q_EMIT changed();
}

void Sweep::take(const RunResult &result)
{
    m_lines.clear();
    m_answers.clear();
    if (!result.failures.empty()) {
        m_error = result.failures.front().error;
        Q_EMIT changed();
        return;
    }
    m_meaning = tr("probability");
    if (result.task == Task::Classify) {
        m_lines = probabilitiesOf(result);
        if (result.labels.size() == 1)
            m_meaning = tr("value");
    } else if (result.task == Task::FillMask) {
        m_lines = guessesOf(result);
    } else if (result.task == Task::Generate) {
        m_lines = likenessOf(result, m_strengths);
        m_meaning = tr("share of its tokens, from the first on");
    } else {
        m_lines = {distanceOf(result)};
        m_meaning = tr("1 - cosine");
    }
    for (std::size_t step = 0; step < result.columns.size(); ++step)
        m_answers << (result.task == Task::Classify ? QString::fromStdString(outputOf(result, step).label)
                                                    : summaryOf(outputOf(result, step), result.task));
    Q_EMIT changed();
}

void Sweep::forget()
{
    m_question.cancel();
    m_chosen = {};
    m_asked.reset();
    m_lines.clear();
    m_answers.clear();
    m_error.reset();
    schedule();
    Q_EMIT changed();
}

} // namespace deltascope::items
