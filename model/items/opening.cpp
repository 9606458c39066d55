#include "items/opening.h"

#include "bridge/workspace.h"

#include <utility>

namespace deltascope::items {

namespace {

/// "As attached", the bare backbone, every delta alone.
std::vector<BenchColumn> firstColumns(const SessionState &state)
{
    std::vector<BenchColumn> columns{{0, ColumnKind::AsAttached, {}, {}}, {0, ColumnKind::Fixed, {}, {}}};
    for (const SessionDelta &delta : state.deltas)
        columns.push_back({0, ColumnKind::Fixed, {}, {{{delta.setting.id, true, delta.setting.strength, {}}}}});
    return columns;
}

/// Inputs for another session: rules that choose one of this one's deltas mean nothing there.
std::vector<BenchInput> withoutChoices(std::vector<BenchInput> inputs)
{
    for (BenchInput &input : inputs)
        if (input.rule.kind == RuleKind::Chosen)
            input.rule = {};
    return inputs;
}

} // namespace

Opening::Opening(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    connect(&session, &Session::loaded, this, [this] {
        if (std::exchange(m_isFinishing, false))
            Q_EMIT finished();
    });
}

/// The plan waits in the question: what is open keeps its own until another model is.
void Opening::start(files::SessionFile plan)
{
    const OpenRequest model = plan.model;
    open(model, [this, plan = std::move(plan)](NetworkInfo network) { take(plan, std::move(network)); });
}

void Opening::restart(const OpenRequest &model)
{
    open(model, [this, model](NetworkInfo network) {
        files::SessionFile plan = current();
        plan.model = model;
        take(std::move(plan), std::move(network));
    });
}

void Opening::open(const OpenRequest &model, std::function<void(NetworkInfo)> then)
{
    m_question = m_workspace.open(
        this, model,
        {.then = [then = std::move(then)](bridge::Opened opened) { then(std::move(opened.network)); },
         .failed = [this](const Error &error) { Q_EMIT failed(error); }});
}

void Opening::cancel() { m_question.cancel(); }

files::SessionFile Opening::current() const
{
    if (!m_session.network())
        return {};
    return {m_model, session::moduleNames(*m_session.network()), session::unloaded(m_session.state())};
}

void Opening::take(files::SessionFile plan, NetworkInfo network)
{
    m_model = plan.model;
    SessionState next = session::rebased(std::move(plan.state), plan.modules, session::moduleNames(network));
    if (next.columns.empty())
        next.columns = firstColumns(next);
    if (next.inputs.empty())
        next.inputs = withoutChoices(m_session.state().inputs);
    m_isFinishing = true;
    m_session.open(std::move(network), std::move(next));
    Q_EMIT opened();
    if (!m_session.isLoading() && std::exchange(m_isFinishing, false))
        Q_EMIT finished();
}

} // namespace deltascope::items
