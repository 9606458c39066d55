#include "items/opening.h"

#include "bridge/workspace.h"

namespace deltascope::items {

Opening::Opening(Session &session, bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    connect(&session, &Session::addingEnded, this, &Opening::endAdding);
}

/// The plan waits in the question: what is open keeps its own until another model is.
void Opening::start(const SavedSession &plan)
{
    m_question = m_workspace.open(this, plan.model,
                                  {.then = [this, plan](const bridge::Opened &opened) { take(plan, opened.network); },
                                   .failed = [this](const Error &error) { Q_EMIT failed(error); }});
}

void Opening::cancel() { m_question.cancel(); }

void Opening::take(const SavedSession &plan, const NetworkInfo &network)
{
    m_plan = plan;
    m_model = plan.model;
    m_adding.clear();
    m_session.setNetwork(network);
    Q_EMIT opened();
    for (const SavedDelta &delta : m_plan.deltas)
        m_adding.insert(m_session.add(delta.request, restored(delta, network)));
    if (m_adding.isEmpty())
        finish();
}

void Opening::endAdding(bridge::Ticket ticket)
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
