#include "app/opening.h"

#include <QCoreApplication>
#include <QDir>

namespace deltascope::app {

using bridge::Ticket;
using bridge::Workspace;

Opening::Opening(items::Session &session, Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    connect(&workspace, &Workspace::opened, this, &Opening::takeNetwork);
    connect(&session, &items::Session::addingEnded, this, &Opening::endAdding);
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

void Opening::start(const items::SavedSession &plan)
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
    for (const items::SavedDelta &delta : m_plan.deltas)
        m_adding.insert(m_session.add(delta.request, items::restored(delta, network)));
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
    const items::SessionState &state = m_session.state();
    QList<items::BenchColumn> columns;
    for (const items::SavedColumn &column : m_plan.columns)
        columns.append(items::restored(column, state, *m_session.network()));
    if (columns.isEmpty()) {
        columns = {{0, items::ColumnKind::AsAttached, {}, {}}, {0, items::ColumnKind::Fixed, {}, {}}};
        for (const items::SessionDelta &delta : state.deltas)
            columns.append({0, items::ColumnKind::Fixed, {}, {{{delta.setting.id, true, delta.setting.strength, {}}}}});
    }
    QList<Input> inputs = m_plan.inputs;
    if (inputs.isEmpty())
        for (const items::BenchInput &input : state.inputs)
            inputs.append(input.input);
    m_session.setBench(columns, inputs);
    Q_EMIT finished();
}

std::optional<items::SavedSession> demoSession()
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const char *place : {"../../resources/demo", "../resources/demo", "../share/deltascope/demo"}) {
        const QDir demo(QDir::cleanPath(program.filePath(QLatin1String(place))));
        if (!demo.exists(QStringLiteral("model/config.json")))
            continue;
        items::SavedSession session;
        session.model.model = demo.filePath(QStringLiteral("model")).toStdString();
        for (const char *name : {"en", "zh", "fr"}) {
            items::SavedDelta delta;
            delta.request.name = name;
            delta.request.path = demo.filePath(QStringLiteral("deltas/") + QLatin1String(name)).toStdString();
            delta.attached = false;
            session.deltas.append(delta);
        }
        for (const char *text :
             {"Tetris-like game with very impressive effects", "JuK 是一个功能强大的音乐播放器，能够管理大型的乐曲库。",
              "Jeu similaire à Tetris avec des effets très impressionnants"})
            session.inputs.emplaceBack().text = text;
        return session;
    }
    return std::nullopt;
}

} // namespace deltascope::app
