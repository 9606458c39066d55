#include "items/meters.h"

#include "bridge/workspace.h"
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
    const auto found = m_effects.constFind(id);
    return found == m_effects.constEnd() ? std::nullopt : std::optional(*found);
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

const std::vector<ModuleDivergence> *Meters::divergence(int columnKey) const
{
    const auto found = m_divergence.constFind(columnKey);
    return found == m_divergence.constEnd() ? nullptr : &*found;
}

bool Meters::isSettled() const { return !m_timer.isActive() && !m_question.isOpen(); }

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
    m_effects.clear();
    m_divergence.clear();
    m_question.cancel();
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
    m_deltaSlots.clear();
    m_columnSlots.clear();
    run.columns.push_back({"backbone", {}});
    const auto slotOf = [&run](const Mix &mix) {
        const auto same
            = std::find_if(run.columns.begin(), run.columns.end(), [&](const Column &c) { return c.mix == mix; });
        if (same != run.columns.end())
            return int(same - run.columns.begin());
        run.columns.push_back({"column " + std::to_string(run.columns.size()), mix});
        return int(run.columns.size()) - 1;
    };
    for (const BenchColumn &column : state.columns)
        if (column.kind != ColumnKind::ByRule && state.lacking(column).empty())
            m_columnSlots.insert(column.key, slotOf(state.mixOf(column)));
    for (const SessionDelta &delta : state.deltas)
        if (delta.isThere())
            m_deltaSlots.insert(delta.setting.id, slotOf({{alone(delta.setting)}}));
    if (run.inputs.empty()) {
        forget();
        return;
    }
    run.task = measuringTask(defaultTask(network->head));
    run.positions = LogitPositions::Last;
    run.divergence = true;
    m_askedColumns = run.columns.size();
    m_question = m_workspace.run(this, bridge::Urgency::Background, run,
                                 {.then = [this](const RunResult &result) { take(result); }});
}

void Meters::take(const RunResult &result)
{
    if (result.columns.size() != m_askedColumns)
        return;
    m_effects.clear();
    m_divergence.clear();
    const ColumnResult &backbone = result.columns.front();
    for (auto [id, slot] : m_deltaSlots.asKeyValueRange()) {
        const ColumnResult &alone = result.columns.at(std::size_t(slot));
        const double last = alone.divergence.empty() ? 0 : alone.divergence.back().relative;
        double sum = 0;
        const std::size_t measured = backbone.outputs.size() - result.failures.size();
        for (std::size_t i = 0; i < backbone.outputs.size(); ++i)
            if (!result.failed(i))
                sum += distance(backbone.outputs[i], alone.outputs.at(i), last);
        m_effects.insert(id, measured == 0 ? 0 : sum / double(measured));
    }
    for (auto [key, slot] : m_columnSlots.asKeyValueRange())
        m_divergence.insert(key, result.columns.at(std::size_t(slot)).divergence);
    Q_EMIT measured();
}

} // namespace deltascope::items
