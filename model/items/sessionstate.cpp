#include "items/sessionstate.h"

#include "items/language.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace deltascope::items {

bool isHeard(const DeltaSetting &setting)
{
    return setting.attached || std::any_of(setting.sites.begin(), setting.sites.end(), [](const auto &site) {
               return site.second.attached.value_or(false);
           });
}

DeltaSetting alone(DeltaSetting setting)
{
    if (!isHeard(setting)) {
        setting.attached = true;
        for (auto &[module, site] : setting.sites)
            site.attached.reset();
    }
    return tidied(std::move(setting));
}

DeltaSetting tidied(DeltaSetting setting)
{
    for (auto site = setting.sites.begin(); site != setting.sites.end();) {
        SiteSetting &own = site->second;
        if (own.attached == setting.attached)
            own.attached.reset();
        if (own.strength == setting.strength)
            own.strength.reset();
        site = own == SiteSetting{} ? setting.sites.erase(site) : std::next(site);
    }
    return setting;
}

int SessionState::indexOf(DeltaId id) const
{
    const auto found
        = std::find_if(deltas.begin(), deltas.end(), [id](const SessionDelta &d) { return d.setting.id == id; });
    return found == deltas.end() ? -1 : int(found - deltas.begin());
}

const SessionDelta *SessionState::find(DeltaId id) const
{
    const int index = indexOf(id);
    return index < 0 ? nullptr : &deltas[index];
}

const BenchColumn *SessionState::column(int key) const
{
    const auto found
        = std::find_if(columns.begin(), columns.end(), [key](const BenchColumn &c) { return c.key == key; });
    return found == columns.end() ? nullptr : &*found;
}

int SessionState::presetOf(int columnKey) const
{
    int number = 0;
    for (const BenchColumn &each : columns) {
        number += each.kind == ColumnKind::Fixed;
        if (each.key == columnKey)
            return each.kind == ColumnKind::Fixed ? number : 0;
    }
    return 0;
}

const BenchInput *SessionState::input(int key) const
{
    const auto found = std::find_if(inputs.begin(), inputs.end(), [key](const BenchInput &i) { return i.key == key; });
    return found == inputs.end() ? nullptr : &*found;
}

Mix SessionState::liveMix() const
{
    Mix mix;
    for (const SessionDelta &delta : deltas) {
        DeltaSetting setting = delta.setting;
        if (solo >= 0) {
            const bool isAlone = setting.id == solo;
            if (!isAlone || !isHeard(setting))
                for (auto &[module, site] : setting.sites)
                    site.attached.reset();
            setting.attached = isAlone && (setting.attached || !isHeard(setting));
        }
        mix.deltas.push_back(tidied(std::move(setting)));
    }
    return mix;
}

const SessionDelta *SessionState::ruled(const BenchInput &input) const
{
    if (input.rule.kind != RuleKind::ByLanguage)
        return input.rule.kind == RuleKind::Chosen ? find(input.rule.delta) : nullptr;
    const QString language = languageOf(QString::fromStdString(input.input.text.value_or("")));
    const auto found = std::find_if(deltas.begin(), deltas.end(), [&language](const SessionDelta &delta) {
        return !language.isEmpty() && namesLanguage(QString::fromStdString(delta.info->name), language);
    });
    return found == deltas.end() ? nullptr : &*found;
}

Mix SessionState::mixOf(const BenchColumn &column, const BenchInput &input) const
{
    if (column.kind != ColumnKind::ByRule)
        return mixOf(column);
    const SessionDelta *delta = ruled(input);
    return delta ? Mix{{alone(delta->setting)}} : Mix{};
}

Mix SessionState::mixOf(const BenchColumn &column) const
{
    const Mix source = column.kind == ColumnKind::AsAttached ? liveMix() : column.mix;
    Mix mix;
    for (const SessionDelta &delta : deltas)
        if (const DeltaSetting *setting = source.find(delta.setting.id); setting && isHeard(*setting))
            mix.deltas.push_back(tidied(*setting));
    return mix;
}

QString SessionState::titleOf(const BenchColumn &column) const
{
    if (!column.name.isEmpty())
        return column.name;
    QStringList names;
    for (const DeltaSetting &setting : mixOf(column).deltas) {
        QString name = QString::fromStdString(find(setting.id)->info->name);
        if (setting.strength != 1.0)
            name += QStringLiteral("*%1").arg(setting.strength, 0, 'g', 3);
        names << name;
    }
    if (column.kind == ColumnKind::ByRule)
        return QCoreApplication::translate("Session", "By rule");
    if (names.isEmpty() && column.kind == ColumnKind::AsAttached)
        return QCoreApplication::translate("Session", "Nothing");
    return names.isEmpty() ? QCoreApplication::translate("Session", "Backbone") : names.join(QStringLiteral(" + "));
}

QString SessionState::freeName(const QString &wanted, DeltaId except, const QStringList &promised) const
{
    const auto isTaken = [&](const QString &name) {
        return promised.contains(name) || std::any_of(deltas.begin(), deltas.end(), [&](const SessionDelta &delta) {
                   return delta.setting.id != except && QString::fromStdString(delta.info->name) == name;
               });
    };
    QString name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = QStringLiteral("%1-%2").arg(wanted).arg(number);
    return name;
}

} // namespace deltascope::items
