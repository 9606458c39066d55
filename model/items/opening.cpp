#include "items/opening.h"

namespace deltascope::items {

using bridge::Ticket;
using bridge::Workspace;

Opening::Opening(Session &session, Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    connect(&workspace, &Workspace::opened, this, &Opening::takeNetwork);
    connect(&session, &Session::addingEnded, this, &Opening::endAdding);
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

void Opening::start(const SavedSession &plan)
{
    m_plan = plan;
    m_adding.clear();
    m_openTicket = m_workspace.open(plan.model);
}

void Opening::cancel() { m_workspace.cancel(bridge::Lane::Open); }

void Opening::takeNetwork(Ticket ticket, const NetworkInfo &network)
{
    m_session.setNetwork(network);
    if (ticket != m_openTicket)
        return;
    m_openTicket = 0;
    m_model = m_plan.model;
    Q_EMIT opened();
    for (const SavedDelta &delta : m_plan.deltas)
        m_adding.insert(m_session.add(delta.request, restored(delta, network)));
    if (m_adding.isEmpty())
        finish();
}

void Opening::endAdding(Ticket ticket)
{
    if (m_adding.remove(ticket) && m_adding.isEmpty())
        finish();
}

void Opening::finish()
{
    const SessionState &state = m_session.state();
    QList<BenchColumn> columns;
    for (const SavedColumn &column : m_plan.columns)
        columns.append(restored(column, state, *m_session.network()));
    if (columns.isEmpty()) {
        columns = {{0, ColumnKind::AsAttached, {}, {}}, {0, ColumnKind::Fixed, {}, {}}};
        for (const SessionDelta &delta : state.deltas)
            columns.append({0, ColumnKind::Fixed, {}, {{{delta.setting.id, true, delta.setting.strength, {}}}}});
    }
    QList<Input> inputs = m_plan.inputs;
    if (inputs.isEmpty())
        for (const BenchInput &input : state.inputs)
            inputs.append(input.input);
    m_session.setBench(columns, inputs);
    Q_EMIT finished();
}

} // namespace deltascope::items
