#include "items/meters.h"

#include "bridge/workspace.h"
#include "core/columns.h"
#include "core/isnumber.h"
#include "items/bench.h"

#include <algorithm>
#include <cmath>

namespace deltascope::items {

namespace {

constexpr int quietMilliseconds = 200;

/// The task whose output tells best how far two columns are apart.
Task measuringTask(Task task) { return task == Task::Generate ? Task::Logits : task; }

double distance(const Output &a, const Output &b, double lastModule)
{
    if (!a.probabilities.empty() && a.probabilities.size() == b.probabilities.size())
        return totalVariation(a.probabilities, b.probabilities);
    if (!a.logits.values.empty())
        return cosineDistance(a.logits.values, b.logits.values);
    if (!a.embedding.empty())
        return cosineDistance(a.embedding, b.embedding);
    if (!a.startLogits.empty())
        return std::max(cosineDistance(a.startLogits, b.startLogits), cosineDistance(a.endLogits, b.endLogits));
    return std::min(1.0, lastModule);
}

} // namespace

double totalVariation(const std::vector<float> &a, const std::vector<float> &b)
{
    double sum = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i)
        sum += std::abs(double(a[i]) - double(b[i]));
    return std::min(1.0, sum / 2);
}

double cosineDistance(const std::vector<float> &a, const std::vector<float> &b)
{
    if (a == b)
        return 0;
    double dot = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        dot += double(a[i]) * b[i];
        aa += double(a[i]) * a[i];
        bb += double(b[i]) * b[i];
    }
    return aa > 0 && bb > 0 ? std::clamp(1 - dot / std::sqrt(aa * bb), 0.0, 1.0) : 1.0;
}

Meters::Meters(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(quietMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &Meters::request);
    connect(&session, &Session::networkChanged, this, &Meters::forget);
    for (const auto signal : {&Session::deltasChanged, &Session::mixChanged, &Session::columnsChanged,
                              &Session::inputsChanged, &Session::engineTold})
        connect(&session, signal, this, &Meters::schedule);
}

std::optional<double> Meters::effect(DeltaId id) const
{
    const auto found = m_measured.effects.constFind(id);
    return found == m_measured.effects.constEnd() ? std::nullopt : std::optional(*found);
}

QString Meters::effectMeaning() const
{
    const Task task = m_session.network() ? defaultTask(m_session.network()->head) : Task::Auto;
    const QString how
        = task == Task::Classify
              ? tr("total variation between the probabilities with this delta alone and those of the bare backbone")
          : task == Task::FillMask
              ? tr("relative change of the last module's output with this delta alone against the bare backbone")
              : tr("1 - cosine between the output with this delta alone and that of the bare backbone");
    return (m_only ? tr("Effect on the chosen input alone: %1, at its present strength.")
                   : tr("Effect on all inputs: %1, mean over the inputs, at its present strength."))
        .arg(how);
}

std::shared_ptr<const Meters::Divergence> Meters::divergence(int columnKey) const
{
    return m_measured.divergence.value(columnKey);
}

bool Meters::isSettled() const { return !m_timer.isActive() && !m_question.isOpen() && !m_comparing.isBusy(); }

void Meters::schedule() { m_timer.start(); }

void Meters::measureOn(std::optional<int> inputKey)
{
    if (m_only == inputKey)
        return;
    m_only = inputKey;
    schedule();
    Q_EMIT measured();
}

void Meters::forget()
{
    m_measured = {};
    m_question.cancel();
    m_comparing.drop();
    Q_EMIT measured();
}

void Meters::request()
{
    const NetworkInfo *network = m_session.network();
    if (!network || !network->runnable || !m_session.isEngineTold())
        return;
    const SessionState &state = m_session.state();
    if (m_only && !state.input(*m_only))
        m_only.reset();
    RunRequest run;
    for (const BenchInput &input : state.inputs)
        if (isRunnable(input.input) && (!m_only || input.key == *m_only))
            run.inputs.push_back(input.input);
    Slots slots;
    run.columns.push_back({"backbone", {}});
    for (const BenchColumn &column : state.columns)
        if (column.kind != ColumnKind::ByRule && runsHere(column) && state.lacking(column).empty())
            slots.columns.insert(column.key, int(placeOf(state.mixOf(column), run.columns)));
    for (const SessionDelta &delta : state.deltas)
        if (delta.isThere())
            slots.deltas.insert(delta.setting.id, int(placeOf({{alone(delta.setting)}}, run.columns)));
    if (run.inputs.empty()) {
        forget();
        return;
    }
    run.task = measuringTask(defaultTask(network->head));
    run.positions = LogitPositions::Last;
    run.divergence = true;
    slots.count = run.columns.size();
    m_question = m_workspace.run(this, bridge::Urgency::Background, run,
                                 {.then = [this, slots](RunResult result) { take(slots, std::move(result)); },
                                  .failed = [this](const Error &) { forget(); }});
}

Meters::Measured Meters::measure(const Slots &slots, const RunResult &result)
{
    Measured measured;
    measured.failed = int(result.failures.size());
    const ColumnResult &backbone = result.columns.front();
    if (backbone.outputs.size() == result.failures.size())
        return measured; // no input could run: that says nothing of any delta
    for (auto [id, slot] : slots.deltas.asKeyValueRange()) {
        const ColumnResult &alone = result.columns.at(std::size_t(slot));
        const double last = alone.divergence.empty() ? 0 : alone.divergence.back().relative;
        double sum = 0;
        int compared = 0;
        for (std::size_t i = 0; i < backbone.outputs.size(); ++i)
            if (!result.failed(i) && isNumber(backbone.outputs[i]) && isNumber(alone.outputs.at(i))) {
                sum += distance(backbone.outputs[i], alone.outputs[i], last);
                ++compared;
            }
        if (compared > 0)
            measured.effects.insert(id, sum / compared);
    }
    for (auto [key, slot] : slots.columns.asKeyValueRange())
        measured.divergence.insert(key,
                                   std::make_shared<const Divergence>(result.columns.at(std::size_t(slot)).divergence));
    return measured;
}

/// A vocabulary of numbers for each input and delta: compared beside the window's thread.
void Meters::take(const Slots &slots, RunResult result)
{
    if (result.columns.size() != slots.count)
        return;
    m_comparing.start([this, slots, answer = std::make_shared<const RunResult>(std::move(result))] {
        return [this, measured = measure(slots, *answer)] {
            m_measured = measured;
            Q_EMIT this->measured();
        };
    });
}

} // namespace deltascope::items
