#include "items/session.h"

#include "items/sessioncommand.h"

#include <algorithm>
#include <utility>

namespace deltascope::items {

namespace {

int firstFreeSeries(const QList<SessionDelta> &deltas)
{
    int series = 0;
    while (std::any_of(deltas.begin(), deltas.end(), [series](const SessionDelta &d) { return d.series == series; }))
        ++series;
    return series;
}

bool sameList(const QList<SessionDelta> &a, const QList<SessionDelta> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const SessionDelta &x, const SessionDelta &y) {
        return x.info == y.info && x.series == y.series;
    });
}

bool sameSettings(const SessionState &a, const SessionState &b)
{
    return a.solo == b.solo
           && std::equal(a.deltas.begin(), a.deltas.end(), b.deltas.begin(), b.deltas.end(),
                         [](const SessionDelta &x, const SessionDelta &y) { return x.setting == y.setting; });
}

} // namespace

Gesture Gesture::begin()
{
    static int last = 0;
    return {++last};
}

Session::Session(bridge::Workspace &workspace, QObject *parent)
    : QObject(parent)
    , m_workspace(workspace)
{
    m_stack.setUndoLimit(500);
}

bridge::Ticket Session::add(const DeltaRequest &request, DeltaSetting setting)
{
    const bridge::Ticket ticket = ++m_lastAdding;
    m_adding.insert(ticket, {QString::fromStdString(request.name), std::move(setting)});
    m_workspace.add(
        this, request,
        {.then = [this, ticket](const DeltaInfo &delta) { take(ticket, delta); },
         .failed = [this, ticket](const Error &error) { failAdding(ticket, error); },
         .cancelled =
             [this, ticket] {
                 failAdding(ticket, {{}, tr("Not added: it was cancelled.").toStdString(), {}, "cancelled"});
             }});
    return ticket;
}

void Session::failAdding(bridge::Ticket ticket, const Error &error)
{
    if (m_adding.contains(ticket))
        Q_EMIT addingFailed(ticket, error);
    endAdding(ticket);
}

void Session::take(bridge::Ticket ticket, const DeltaInfo &delta)
{
    const DeltaSetting setting = m_adding.value(ticket).setting;
    m_posted.append({std::make_shared<const DeltaInfo>(delta), -1, {}});
    m_posted.back().setting.id = delta.id;
    insert(delta, setting);
    Q_EMIT inserted(delta.id);
    endAdding(ticket);
}

QString Session::freeName(const QString &wanted) const
{
    QStringList promised;
    for (const Adding &adding : m_adding)
        promised << adding.name;
    return m_state.freeName(wanted, -1, promised);
}

void Session::endAdding(bridge::Ticket ticket)
{
    if (!m_adding.remove(ticket))
        return;
    if (!m_isEngineTold)
        syncEngine();
    Q_EMIT addingEnded(ticket);
}

void Session::setNetwork(NetworkInfo network)
{
    m_stack.clear();
    m_posted.clear();
    m_adding.clear();
    m_isEngineTold = true;
    SessionState next;
    next.inputs = m_state.inputs;
    next.columns = {{++m_lastKey, ColumnKind::AsAttached, {}, {}}, {++m_lastKey, ColumnKind::Fixed, {}, {}}};
    m_network = std::make_shared<const NetworkInfo>(std::move(network));
    m_state = {};
    m_state.inputs = next.inputs;
    Q_EMIT networkChanged();
    Q_EMIT deltasChanged();
    show(next);
}

void Session::setBench(const QList<BenchColumn> &columns, const QList<Input> &inputs)
{
    SessionState next = m_state;
    next.columns = columns;
    for (BenchColumn &column : next.columns)
        column.key = ++m_lastKey;
    next.inputs.clear();
    for (const Input &input : inputs)
        next.inputs.append({++m_lastKey, input, {}});
    m_stack.clear();
    show(next);
}

void Session::insert(const DeltaInfo &delta, DeltaSetting setting)
{
    SessionState next = m_state;
    setting.id = delta.id;
    next.deltas.append({std::make_shared<const DeltaInfo>(delta), firstFreeSeries(m_state.deltas), tidied(setting)});
    change(tr("add %1").arg(QString::fromStdString(delta.name)), next);
}

void Session::remove(DeltaId id)
{
    SessionState next = m_state;
    const int index = next.indexOf(id);
    if (index < 0)
        return;
    next.deltas.removeAt(index);
    if (next.solo == id)
        next.solo = -1;
    change(tr("remove %1").arg(nameOf(id)), next);
}

void Session::move(DeltaId id, int position)
{
    SessionState next = m_state;
    const int index = next.indexOf(id);
    if (index < 0)
        return;
    next.deltas.move(index, std::clamp(position, 0, int(next.deltas.size()) - 1));
    change(tr("reorder deltas"), next);
}

void Session::rename(DeltaId id, const QString &name)
{
    SessionState next = m_state;
    const int index = next.indexOf(id);
    if (index < 0 || name.isEmpty() || name == nameOf(id))
        return;
    DeltaInfo info = *next.deltas[index].info;
    info.name = next.freeName(name, id).toStdString();
    next.deltas[index].info = std::make_shared<const DeltaInfo>(std::move(info));
    change(tr("rename %1").arg(nameOf(id)), next);
}

void Session::attach(DeltaId id)
{
    if (const SessionDelta *delta = m_state.find(id)) {
        DeltaSetting setting = delta->setting;
        setting.attached = true;
        for (auto &[module, site] : setting.sites)
            site.attached.reset();
        changeDelta(tr("attach %1").arg(nameOf(id)), id, setting);
    }
}

void Session::detach(DeltaId id)
{
    if (const SessionDelta *delta = m_state.find(id)) {
        DeltaSetting setting = delta->setting;
        setting.attached = false;
        for (auto &[module, site] : setting.sites)
            site.attached.reset();
        changeDelta(tr("detach %1").arg(nameOf(id)), id, setting);
    }
}

void Session::toggle(DeltaId id)
{
    const SessionDelta *delta = m_state.find(id);
    if (!delta)
        return;
    const bool isWhole = delta->setting.attached
                         && std::none_of(delta->setting.sites.begin(), delta->setting.sites.end(),
                                         [](const auto &site) { return site.second.attached == false; });
    isWhole ? detach(id) : attach(id);
}

void Session::attachAt(DeltaId id, const QList<int> &modules) { setAttachedAt(id, modules, true); }

void Session::detachAt(DeltaId id, const QList<int> &modules) { setAttachedAt(id, modules, false); }

void Session::setAttachedAt(DeltaId id, const QList<int> &modules, bool isAttached)
{
    const SessionDelta *delta = m_state.find(id);
    if (!delta)
        return;
    DeltaSetting setting = delta->setting;
    for (const int module : modules)
        setting.sites[module].attached = isAttached;
    const auto &taps = delta->info->taps;
    // The same everywhere is the delta's own setting.
    if (std::all_of(taps.begin(), taps.end(),
                    [&](const TapInfo &tap) { return setting.attachedAt(tap.module) == isAttached; })) {
        setting.attached = isAttached;
        for (auto &[module, site] : setting.sites)
            site.attached.reset();
    }
    const QString where = modules.size() == 1 ? tr("one module") : tr("%1 modules").arg(modules.size());
    changeDelta((isAttached ? tr("attach %1 at %2") : tr("detach %1 at %2")).arg(nameOf(id), where), id, setting);
}

void Session::setStrength(DeltaId id, double strength, Gesture gesture)
{
    if (const SessionDelta *delta = m_state.find(id)) {
        DeltaSetting setting = delta->setting;
        setting.strength = strength;
        changeDelta(tr("strength of %1").arg(nameOf(id)), id, setting, {MergeKey::What::Strength, id, 0, gesture});
    }
}

void Session::setStrengthAt(DeltaId id, int module, double strength, Gesture gesture)
{
    if (const SessionDelta *delta = m_state.find(id)) {
        DeltaSetting setting = delta->setting;
        setting.sites[module].strength = strength;
        changeDelta(tr("strength of %1 at a module").arg(nameOf(id)), id, setting,
                    {MergeKey::What::SiteStrength, id, module, gesture});
    }
}

void Session::toggleSolo(DeltaId id)
{
    if (!m_state.find(id))
        return;
    SessionState next = m_state;
    next.solo = next.solo == id ? -1 : id;
    change(next.solo < 0 ? tr("solo off") : tr("solo %1").arg(nameOf(id)), next);
}

void Session::plugIn(int columnKey)
{
    const BenchColumn *column = m_state.column(columnKey);
    if (!column || column->kind != ColumnKind::Fixed)
        return;
    SessionState next = m_state;
    next.solo = -1;
    const Mix mix = m_state.mixOf(*column);
    for (SessionDelta &delta : next.deltas) {
        const DeltaSetting *setting = mix.find(delta.setting.id);
        if (setting) {
            delta.setting = *setting;
        } else {
            delta.setting.attached = false;
            for (auto &[module, site] : delta.setting.sites)
                site.attached.reset();
            delta.setting = tidied(delta.setting);
        }
    }
    change(tr("plug in %1").arg(m_state.titleOf(*column)), next);
}

void Session::changeDelta(const QString &text, DeltaId id, const DeltaSetting &setting, MergeKey key)
{
    SessionState next = m_state;
    next.deltas[next.indexOf(id)].setting = tidied(setting);
    change(text, next, key);
}

void Session::change(const QString &text, SessionState next, MergeKey key)
{
    if (next == m_state)
        return;
    m_stack.push(new SessionCommand(*this, text, m_state, std::move(next), key));
}

/// Makes `state` the live one and tells exactly what differs.
void Session::show(const SessionState &state)
{
    const SessionState before = std::exchange(m_state, state);
    syncEngine();
    if (!sameList(before.deltas, m_state.deltas))
        Q_EMIT deltasChanged();
    if (!sameSettings(before, m_state))
        Q_EMIT mixChanged();
    if (before.columns != m_state.columns)
        Q_EMIT columnsChanged();
    if (before.inputs != m_state.inputs)
        Q_EMIT inputsChanged();
}

QString Session::nameOf(DeltaId id) const
{
    const SessionDelta *delta = m_state.find(id);
    return delta ? QString::fromStdString(delta->info->name) : QString();
}

} // namespace deltascope::items
