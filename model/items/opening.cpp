#include "items/opening.h"

#include <utility>

namespace deltascope::items {

using bridge::Ticket;
using bridge::Workspace;

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

Opening::Opening(Session &session, Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    connect(&workspace, &Workspace::opened, this, &Opening::takeNetwork);
    connect(&session, &Session::loaded, this, [this] {
        if (std::exchange(m_isFinishing, false))
            Q_EMIT finished();
    });
    connect(&workspace, &Workspace::failed, this, [this](Ticket ticket, bridge::Lane, const Error &error) {
        if (ticket != m_openTicket)
            return;
        m_openTicket = 0;
        Q_EMIT failed(error);
    });
    connect(&workspace, &Workspace::cancelled, this, [this](Ticket ticket) {
        if (ticket == m_openTicket)
            m_openTicket = 0;
    });
}

void Opening::start(files::SessionFile plan)
{
    m_plan = std::move(plan);
    m_isRestarting = false;
    m_openTicket = m_workspace.open(m_plan.model);
}

void Opening::restart(OpenRequest model)
{
    start({std::move(model), {}, {}});
    m_isRestarting = true;
}

void Opening::cancel() { m_workspace.cancel(bridge::Lane::Open); }

files::SessionFile Opening::current() const
{
    if (!m_session.network())
        return {};
    return {m_model, session::moduleNames(*m_session.network()), session::unloaded(m_session.state())};
}

void Opening::takeNetwork(Ticket ticket, const NetworkInfo &network)
{
    if (ticket != m_openTicket) {
        m_session.setNetwork(network);
        return;
    }
    m_openTicket = 0;
    if (m_isRestarting && m_session.network())
        m_plan = {std::exchange(m_plan.model, {}), session::moduleNames(*m_session.network()),
                  session::unloaded(m_session.state())};
    m_model = m_plan.model;
    SessionState next = session::rebased(std::move(m_plan.state), m_plan.modules, session::moduleNames(network));
    if (next.columns.empty())
        next.columns = firstColumns(next);
    if (next.inputs.empty())
        next.inputs = withoutChoices(m_session.state().inputs);
    m_isFinishing = true;
    m_session.open(network, std::move(next));
    Q_EMIT opened();
    if (!m_session.isLoading() && std::exchange(m_isFinishing, false))
        Q_EMIT finished();
}

} // namespace deltascope::items
