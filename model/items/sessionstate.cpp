#include "items/sessionstate.h"

#include "core/attachment.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace deltascope::items {

namespace {

/// The parts of a column that do something, those of deltas that are not there included, in order of insertion.
std::vector<DeltaSetting> partsOf(const SessionState &state, const BenchColumn &column)
{
    const Mix there = state.mixOf(column);
    std::vector<DeltaSetting> parts;
    for (const SessionDelta &delta : state.deltas) {
        const Mix &mix = delta.isThere() ? there : column.mix;
        if (const DeltaSetting *setting = mix.find(delta.setting.id); setting && isHeard(*setting))
            parts.push_back(*setting);
    }
    return parts;
}

QStringList namesOf(const SessionState &state, const std::vector<DeltaSetting> &parts)
{
    QStringList names;
    for (const DeltaSetting &setting : parts) {
        QString name = QString::fromStdString(state.find(setting.id)->name());
        if (setting.strength != 1.0)
            name += QStringLiteral("*%1").arg(setting.strength, 0, 'g', 3);
        if (attachmentOf(setting, *state.find(setting.id)->info) == Attachment::Partly)
            name += QCoreApplication::translate("Session", " (half)");
        names << name;
    }
    return names;
}

QString joined(const QStringList &names)
{
    return names.isEmpty() ? QCoreApplication::translate("Session", "Backbone") : names.join(QStringLiteral(" + "));
}

} // namespace

QString configurationOf(const session::ServedSpec &spec)
{
    QStringList names;
    for (const AdapterShare &share : spec.adapters)
        names << QString::fromStdString(share.adapter)
                     + (share.strength == 1 ? QString() : QStringLiteral("*%1").arg(share.strength, 0, 'g', 3));
    return names.isEmpty() ? QCoreApplication::translate("Session", "Backbone") : names.join(QStringLiteral(" + "));
}

QString titleOf(const SessionState &state, const BenchColumn &column)
{
    if (!column.name.empty())
        return QString::fromStdString(column.name);
    if (!session::runsHere(column))
        return configurationOf(column.served) + QStringLiteral(" @") + QString::fromStdString(column.served.server);
    if (column.kind == ColumnKind::ByRule)
        return QCoreApplication::translate("Session", "By rule");
    const QStringList names = namesOf(state, partsOf(state, column));
    if (names.isEmpty() && column.kind == ColumnKind::AsAttached)
        return QCoreApplication::translate("Session", "Nothing");
    return joined(names);
}

QString titleOf(const SessionState &state, const session::Pick &pick)
{
    QStringList names = namesOf(state, pick.mix.deltas);
    for (const std::string &name : pick.gone)
        names << QString::fromStdString(name);
    return joined(names);
}

QString wordsOf(const Condition &when)
{
    const QString pattern = QString::fromStdString(when.pattern);
    switch (when.kind) {
    case Condition::Kind::Language: return QCoreApplication::translate("Session", "language %1").arg(pattern);
    case Condition::Kind::Prefix: return QCoreApplication::translate("Session", "begins with “%1”").arg(pattern);
    case Condition::Kind::Regex: return QCoreApplication::translate("Session", "matches /%1/").arg(pattern);
    case Condition::Kind::Otherwise: break;
    }
    return QCoreApplication::translate("Session", "all others");
}

QString titleOf(const SessionState &state, const session::Preset &preset)
{
    return titleOf(state, BenchColumn{0, ColumnKind::Fixed, preset.name, preset.mix});
}

bool isPluggedIn(const SessionState &state, const session::Preset &preset)
{
    return state.mixOf(BenchColumn{0, ColumnKind::Fixed, {}, preset.mix})
           == state.mixOf(BenchColumn{0, ColumnKind::AsAttached, {}, {}});
}

const BenchColumn *baselineOf(const SessionState &state)
{
    for (const BenchColumn &column : state.columns)
        if (column.isBaseline)
            return &column;
    const auto bare = std::find_if(state.columns.begin(), state.columns.end(), [&state](const BenchColumn &column) {
        return column.kind == ColumnKind::Fixed && session::runsHere(column) && state.lacking(column).empty()
               && state.mixOf(column).deltas.empty();
    });
    if (bare != state.columns.end())
        return &*bare;
    const auto here = std::find_if(state.columns.begin(), state.columns.end(), session::runsHere);
    return here == state.columns.end() ? nullptr : &*here;
}

std::vector<int> differingModules(const SessionState &state, const Mix &one, const Mix &other)
{
    const auto strengthIn = [](const Mix &mix, DeltaId delta, int module) {
        const DeltaSetting *setting = mix.find(delta);
        return setting && setting->attachedAt(module) ? setting->strengthAt(module) : 0;
    };
    std::vector<int> modules;
    for (const SessionDelta &delta : state.deltas)
        for (const TapInfo &tap : delta.info->taps)
            if (strengthIn(one, delta.setting.id, tap.module) != strengthIn(other, delta.setting.id, tap.module))
                modules.push_back(tap.module);
    std::sort(modules.begin(), modules.end());
    modules.erase(std::unique(modules.begin(), modules.end()), modules.end());
    return modules;
}

bool isRepeat(const SessionState &state, const BenchColumn &column)
{
    return column.kind == ColumnKind::AsAttached
           && std::any_of(state.columns.begin(), state.columns.end(), [&](const BenchColumn &other) {
                  return other.kind == ColumnKind::Fixed && state.mixOf(other) == state.mixOf(column);
              });
}

QString lackOf(const SessionState &state, const BenchColumn &column, const BenchInput &input)
{
    QStringList names;
    bool isGone = false;
    for (const std::string &name : state.lacking(column, input)) {
        const SessionDelta *delta = state.named(name);
        names << QString::fromStdString(name);
        isGone |= !delta || !delta->problem.empty();
    }
    if (names.isEmpty())
        return {};
    return (isGone ? QCoreApplication::translate("Session", "needs %1, which is not there")
                   : QCoreApplication::translate("Session", "waits for %1"))
        .arg(names.join(QStringLiteral(", ")));
}

} // namespace deltascope::items
