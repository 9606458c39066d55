#include "session/state.h"

#include "session/language.h"

#include <algorithm>
#include <unordered_map>

namespace deltascope::session {

namespace {

template<class List>
auto *withKey(List &list, int key)
{
    const auto found = std::find_if(list.begin(), list.end(), [key](const auto &item) { return item.key == key; });
    return found == list.end() ? nullptr : &*found;
}

} // namespace

DeltaSetting alone(DeltaSetting setting)
{
    return tidied(isHeard(setting) ? std::move(setting) : switched(std::move(setting), Switch::On));
}

DeltaSetting switched(DeltaSetting setting, Switch to)
{
    setting.attached = to == Switch::On;
    for (auto &[module, site] : setting.sites)
        site.attached.reset();
    std::erase_if(setting.sites, [](const auto &site) { return site.second == SiteSetting{}; });
    return setting;
}

DeltaSetting tidied(DeltaSetting setting)
{
    for (auto &[module, site] : setting.sites) {
        if (site.attached == setting.attached)
            site.attached.reset();
        if (site.strength == setting.strength)
            site.strength.reset();
    }
    std::erase_if(setting.sites, [](const auto &site) { return site.second == SiteSetting{}; });
    return setting;
}

RackDelta waitingDelta(DeltaRequest request, int series, DeltaSetting setting)
{
    DeltaInfo info;
    info.id = setting.id;
    info.name = request.name;
    info.path = request.path;
    return {std::move(request), std::make_shared<const DeltaInfo>(std::move(info)), series, std::move(setting), {}};
}

int State::indexOf(DeltaId id) const
{
    const auto found
        = std::find_if(deltas.begin(), deltas.end(), [id](const RackDelta &delta) { return delta.setting.id == id; });
    return found == deltas.end() ? -1 : int(found - deltas.begin());
}

const RackDelta *State::find(DeltaId id) const
{
    const int index = indexOf(id);
    return index < 0 ? nullptr : &deltas[std::size_t(index)];
}

const RackDelta *State::named(const std::string &name) const
{
    const auto found
        = std::find_if(deltas.begin(), deltas.end(), [&name](const RackDelta &delta) { return delta.name() == name; });
    return found == deltas.end() ? nullptr : &*found;
}

const BenchColumn *State::column(int key) const { return withKey(columns, key); }

const BenchInput *State::input(int key) const { return withKey(inputs, key); }

int State::presetOf(int columnKey) const
{
    int number = 0;
    for (const BenchColumn &each : columns) {
        number += each.kind == ColumnKind::Fixed;
        if (each.key == columnKey)
            return each.kind == ColumnKind::Fixed ? number : 0;
    }
    return 0;
}

Mix State::liveMix() const
{
    Mix mix;
    for (const RackDelta &delta : deltas) {
        if (!delta.isThere())
            continue;
        const DeltaSetting &own = delta.setting;
        if (solo == -1)
            mix.deltas.push_back(tidied(own));
        else
            mix.deltas.push_back(own.id == solo ? alone(own) : tidied(switched(own, Switch::Off)));
    }
    return mix;
}

const RackDelta *State::ruled(const BenchInput &input) const
{
    if (input.rule.kind != RuleKind::ByLanguage)
        return input.rule.kind == RuleKind::Chosen ? find(input.rule.delta) : nullptr;
    const auto found = std::find_if(deltas.begin(), deltas.end(), [&input](const RackDelta &delta) {
        return !input.language.empty() && namesLanguage(delta.name(), input.language);
    });
    return found == deltas.end() ? nullptr : &*found;
}

Mix State::mixOf(const BenchColumn &column, const BenchInput &input) const
{
    if (column.kind != ColumnKind::ByRule)
        return mixOf(column);
    const RackDelta *delta = ruled(input);
    return delta && delta->isThere() ? Mix{{alone(delta->setting)}} : Mix{};
}

Mix State::mixOf(const BenchColumn &column) const
{
    const Mix source = column.kind == ColumnKind::AsAttached ? liveMix() : column.mix;
    Mix mix;
    for (const RackDelta &delta : deltas)
        if (const DeltaSetting *setting = source.find(delta.setting.id);
            delta.isThere() && setting && isHeard(*setting))
            mix.deltas.push_back(tidied(*setting));
    return mix;
}

std::vector<const RackDelta *> State::lacking(const BenchColumn &column) const
{
    std::vector<const RackDelta *> lacking;
    for (const RackDelta &delta : deltas)
        if (const DeltaSetting *setting = column.mix.find(delta.setting.id);
            column.kind == ColumnKind::Fixed && !delta.isThere() && setting && isHeard(*setting))
            lacking.push_back(&delta);
    return lacking;
}

std::vector<const RackDelta *> State::lacking(const BenchColumn &column, const BenchInput &input) const
{
    if (column.kind != ColumnKind::ByRule)
        return lacking(column);
    const RackDelta *delta = ruled(input);
    return delta && !delta->isThere() ? std::vector{delta} : std::vector<const RackDelta *>{};
}

std::string State::freeName(const std::string &wanted, DeltaId except, std::span<const std::string> promised) const
{
    const auto isTaken = [&](const std::string &name) {
        const RackDelta *bearer = named(name);
        return (bearer && bearer->setting.id != except)
               || std::find(promised.begin(), promised.end(), name) != promised.end();
    };
    std::string name = wanted;
    for (int number = 2; isTaken(name); ++number)
        name = wanted + "-" + std::to_string(number);
    return name;
}

int State::freeSeries() const
{
    const auto isTaken = [this](int series) {
        return std::any_of(deltas.begin(), deltas.end(), [series](const RackDelta &d) { return d.series == series; });
    };
    int series = 0;
    while (isTaken(series))
        ++series;
    return series;
}

std::vector<std::string> moduleNames(const NetworkInfo &network)
{
    std::vector<std::string> names;
    names.reserve(network.modules.size());
    for (const ModuleInfo &module : network.modules)
        names.push_back(module.name);
    return names;
}

State rebased(State state, std::span<const std::string> from, std::span<const std::string> to)
{
    std::unordered_map<std::string_view, int> places;
    for (std::size_t i = 0; i < to.size(); ++i)
        places.emplace(to[i], int(i));
    const auto rebase = [&](DeltaSetting &setting) {
        std::map<int, SiteSetting> sites;
        for (const auto &[module, site] : setting.sites)
            if (module >= 0 && std::size_t(module) < from.size())
                if (const auto place = places.find(from[std::size_t(module)]); place != places.end())
                    sites.emplace(place->second, site);
        setting.sites = std::move(sites);
    };
    const auto rebaseMix = [&rebase](Mix &mix) { std::for_each(mix.deltas.begin(), mix.deltas.end(), rebase); };
    for (RackDelta &delta : state.deltas)
        rebase(delta.setting);
    for (BenchColumn &column : state.columns)
        rebaseMix(column.mix);
    for (Preset &preset : state.presets)
        rebaseMix(preset.mix);
    return state;
}

} // namespace deltascope::session
