// The session's deltas: how they come, go and are plugged in.
#include "items/session.h"

#include <algorithm>

namespace deltascope::items {

using session::Switch;

namespace {

/// How a delta that the engine has is loaded again: a fresh one by the configuration that made it, seed included.
DeltaRequest requestOf(const DeltaRequest &asked, const DeltaInfo &info)
{
    DeltaRequest request;
    request.name = info.name;
    request.path = info.path;
    request.json = info.configuration;
    const bool isTold = !request.path.empty() || !request.json.empty();
    return isTold ? request : asked;
}

std::vector<int> listed(const QList<int> &modules) { return {modules.begin(), modules.end()}; }

} // namespace

bridge::Ticket Session::add(const DeltaRequest &request, DeltaSetting setting)
{
    const bridge::Ticket ticket = ++m_lastAdding;
    ask(ticket, {request, std::move(setting)});
    return ticket;
}

void Session::load(const SessionDelta &delta)
{
    DeltaRequest request = delta.request;
    request.name = delta.name();
    ask(++m_lastAdding, {std::move(request), delta.setting, delta.setting.id});
}

void Session::ask(bridge::Ticket ticket, Adding adding)
{
    const int attempt = adding.attempt = ++m_lastAttempt;
    const DeltaRequest request = adding.request;
    m_adding.insert(ticket, std::move(adding));
    const auto fail = [this, ticket, attempt](const Error &error) {
        if (isWaiting(ticket, attempt))
            failAdding(ticket, error);
    };
    m_workspace.add(this, request,
                    {.then =
                         [this, ticket, attempt](DeltaInfo delta) {
                             if (isWaiting(ticket, attempt))
                                 take(ticket, std::move(delta));
                         },
                     .failed = fail,
                     .cancelled =
                         [fail] {
                             fail({{}, tr("Not added: it was cancelled.").toStdString(), {}, bridge::cancelledCode});
                         }});
}

bool Session::isWaiting(bridge::Ticket ticket, int attempt) const
{
    const auto adding = m_adding.constFind(ticket);
    return adding != m_adding.constEnd() && adding->attempt == attempt;
}

/// Deltas of the rack that were still loading are loaded with the state; those asked for beside it are settled here.
void Session::settle(const QMap<bridge::Ticket, Adding> &unfinished, Unfinished how)
{
    for (auto adding = unfinished.begin(); adding != unfinished.end(); ++adding) {
        const bool isBeside = adding->waiting == -1;
        if (isBeside && how == Unfinished::IsAskedAgain) {
            ask(adding.key(), *adding);
            continue;
        }
        if (isBeside)
            Q_EMIT addingFailed(adding.key(), {adding->request.name,
                                               tr("was not added: another model was opened first").toStdString(),
                                               {},
                                               bridge::cancelledCode});
        Q_EMIT addingEnded(adding.key());
    }
}

void Session::locate(DeltaId waiting, const QString &path)
{
    edit(tr("find %1").arg(nameOf(waiting)), {session::LocateDelta{waiting, path.toStdString()}});
    if (const SessionDelta *delta = m_state.find(waiting); delta && !delta->isThere())
        load(*delta);
}

void Session::take(bridge::Ticket ticket, DeltaInfo info)
{
    const Adding adding = m_adding.value(ticket);
    const DeltaId id = info.id;
    m_engine.append(id, info.name);
    if (adding.waiting == -1) {
        insert(adding, std::move(info));
    } else {
        m_arrived[adding.waiting] = id;
        m_facts[id] = std::make_shared<const DeltaInfo>(std::move(info));
        arrive(m_state, adding.waiting, m_facts[id]);
        tell({.deltas = true, .mix = true, .columns = true, .inputs = true});
    }
    Q_EMIT inserted(id);
    endAdding(ticket);
}

void Session::insert(const Adding &adding, DeltaInfo info)
{
    DeltaSetting setting = tidied(adding.setting);
    setting.id = info.id;
    info.name = m_state.freeName(info.name);
    SessionDelta delta{requestOf(adding.request, info),
                       std::make_shared<const DeltaInfo>(std::move(info)),
                       m_state.freeSeries(),
                       std::move(setting),
                       {}};
    const QString text = tr("add %1").arg(QString::fromStdString(delta.name()));
    edit(text, {session::AddDelta{std::move(delta), int(m_state.deltas.size())}});
}

void Session::failAdding(bridge::Ticket ticket, const Error &error)
{
    if (const int waiting = m_state.indexOf(m_adding[ticket].waiting); waiting >= 0) {
        m_state.deltas[std::size_t(waiting)].problem = error.sentence();
        tell({.deltas = true, .columns = true});
    }
    Q_EMIT addingFailed(ticket, error);
    endAdding(ticket);
}

void Session::endAdding(bridge::Ticket ticket)
{
    if (!m_adding.remove(ticket))
        return;
    if (!m_isEngineTold)
        syncEngine();
    Q_EMIT addingEnded(ticket);
    if (m_adding.isEmpty())
        Q_EMIT loaded();
}

QString Session::freeName(const QString &wanted) const
{
    std::vector<std::string> promised;
    for (const Adding &adding : m_adding)
        promised.push_back(adding.request.name);
    return QString::fromStdString(m_state.freeName(wanted.toStdString(), -1, promised));
}

void Session::remove(DeltaId id) { edit(tr("remove %1").arg(nameOf(id)), {session::RemoveDelta{id}}); }

void Session::move(DeltaId id, int position) { edit(tr("reorder deltas"), {session::MoveDelta{id, position}}); }

void Session::rename(DeltaId id, const QString &name)
{
    if (!name.isEmpty())
        edit(tr("rename %1").arg(nameOf(id)), {session::RenameDelta{id, m_state.freeName(name.toStdString(), id)}});
}

void Session::attach(DeltaId id) { edit(tr("attach %1").arg(nameOf(id)), {session::Attach{id, Switch::On}}); }

void Session::detach(DeltaId id) { edit(tr("detach %1").arg(nameOf(id)), {session::Attach{id, Switch::Off}}); }

void Session::toggle(DeltaId id)
{
    const SessionDelta *delta = m_state.find(id);
    if (!delta)
        return;
    const auto &sites = delta->setting.sites;
    const bool isWhole = delta->setting.attached && std::none_of(sites.begin(), sites.end(), [](const auto &site) {
                             return site.second.attached == false;
                         });
    isWhole ? detach(id) : attach(id);
}

void Session::attachAt(DeltaId id, const QList<int> &modules) { setAttachedAt(id, modules, Switch::On); }

void Session::detachAt(DeltaId id, const QList<int> &modules) { setAttachedAt(id, modules, Switch::Off); }

void Session::setAttachedAt(DeltaId id, const QList<int> &modules, Switch to)
{
    const QString where = modules.size() == 1 ? tr("one module") : tr("%1 modules").arg(modules.size());
    edit((to == Switch::On ? tr("attach %1 at %2") : tr("detach %1 at %2")).arg(nameOf(id), where),
         {session::attachAt(m_state, id, listed(modules), to)});
}

void Session::setStrength(DeltaId id, double strength, Gesture gesture)
{
    edit(tr("strength of %1").arg(nameOf(id)), {session::SetStrength{id, strength}}, gesture);
}

void Session::setStrengthAt(DeltaId id, const QList<int> &modules, double strength, Gesture gesture)
{
    const QString text = modules.size() == 1 ? tr("strength of %1 at a module").arg(nameOf(id))
                                             : tr("strength of %1 at %2 modules").arg(nameOf(id)).arg(modules.size());
    edit(text, {session::SetStrengthAt{id, listed(modules), strength}}, gesture);
}

void Session::toggleSolo(DeltaId id)
{
    const bool isOff = m_state.solo == id;
    edit(isOff ? tr("solo off") : tr("solo %1").arg(nameOf(id)), {session::SetSolo{isOff ? -1 : id}});
}

void Session::plugIn(int columnKey)
{
    const BenchColumn *column = m_state.column(columnKey);
    if (column && column->kind == ColumnKind::Fixed && m_state.lacking(*column).empty())
        plugInMix(tr("attach %1").arg(titleOf(m_state, *column)), m_state.mixOf(*column));
}

} // namespace deltascope::items
