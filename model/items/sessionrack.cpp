// How the session's deltas are shown and grouped, and its presets.
#include "items/session.h"

#include <algorithm>
#include <limits>

namespace deltascope::items {

void Session::recolour(DeltaId id, int series)
{
    if (const SessionDelta *delta = m_state.find(id))
        edit(tr("colour of %1").arg(nameOf(id)), {session::SetLook{id, series, delta->group}});
}

void Session::setGroup(DeltaId id, const QString &group)
{
    if (const SessionDelta *delta = m_state.find(id))
        edit(group.isEmpty() ? tr("%1 in no group").arg(nameOf(id)) : tr("%1 in group %2").arg(nameOf(id), group),
             {session::SetLook{id, delta->series, group.toStdString()}});
}

void Session::duplicate(DeltaId id)
{
    const SessionDelta *delta = m_state.find(id);
    if (!delta || !delta->isThere())
        return;
    DeltaRequest request = delta->request;
    request.name = freeName(nameOf(id)).toStdString();
    DeltaSetting setting = delta->setting;
    setting.id = -1;
    add(request, std::move(setting));
}

void Session::muteAll(const QString &group)
{
    session::Edits edits{session::SetSolo{-1}};
    for (const SessionDelta &delta : m_state.deltas)
        if (group.isEmpty() || delta.group == group.toStdString())
            edits.push_back(session::Attach{delta.setting.id, session::Switch::Off});
    edit(group.isEmpty() ? tr("mute all") : tr("mute %1").arg(group), std::move(edits));
}

void Session::plugInMix(const QString &text, const Mix &mix) { edit(text, session::plugIn(m_state, mix)); }

int Session::addPreset(const QString &name)
{
    session::Preset preset{++m_lastKey, name.toStdString(), m_state.liveMix()};
    edit(tr("keep as a preset"), {session::PutPreset{std::move(preset), std::numeric_limits<int>::max()}});
    return m_lastKey;
}

const session::Preset *Session::presetWith(int key) const
{
    const auto found = std::find_if(m_state.presets.begin(), m_state.presets.end(),
                                    [key](const session::Preset &preset) { return preset.key == key; });
    return found == m_state.presets.end() ? nullptr : &*found;
}

void Session::plugInPreset(int key)
{
    if (const session::Preset *preset = presetWith(key))
        plugInMix(tr("attach %1").arg(titleOf(m_state, *preset)), preset->mix);
}

void Session::updatePreset(int key)
{
    const session::Preset *preset = presetWith(key);
    if (!preset)
        return;
    const int place = int(preset - m_state.presets.data());
    edit(tr("change a preset"), {session::PutPreset{{key, preset->name, m_state.liveMix()}, place}});
}

void Session::renamePreset(int key, const QString &name)
{
    const session::Preset *preset = presetWith(key);
    if (!preset)
        return;
    const int place = int(preset - m_state.presets.data());
    edit(tr("rename a preset"), {session::PutPreset{{key, name.trimmed().toStdString(), preset->mix}, place}});
}

void Session::removePreset(int key) { edit(tr("remove a preset"), {session::RemovePreset{key}}); }

} // namespace deltascope::items
