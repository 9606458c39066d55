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

const Rule *State::rule(int key) const { return withKey(rules, key); }

const Rule *State::deciding(const BenchInput &input) const
{
    const bool isDecided
        = input.rule.kind == RuleKind::ByRules && input.taken >= 0 && std::size_t(input.taken) < rules.size();
    return isDecided ? &rules[std::size_t(input.taken)] : nullptr;
}

Pick State::pickOf(const Rule &rule) const
{
    Pick pick;
    const auto partOf = [&rule](const std::string &name) {
        return std::find_if(rule.deltas.begin(), rule.deltas.end(),
                            [&name](const RulePart &part) { return part.delta == name; });
    };
    for (const RackDelta &delta : deltas)
        if (const auto part = partOf(delta.name()); part != rule.deltas.end())
            pick.mix.deltas.push_back(part->strength ? DeltaSetting{delta.setting.id, true, *part->strength, {}}
                                                     : alone(delta.setting));
    for (const RulePart &part : rule.deltas)
        if (!named(part.delta))
            pick.gone.push_back(part.delta);
    return pick;
}

Pick State::pickFor(const BenchInput &input) const
{
    if (const Rule *rule = deciding(input))
        return pickOf(*rule);
    const RackDelta *delta = nullptr;
    if (input.rule.kind == RuleKind::Chosen)
        delta = find(input.rule.delta);
    if (input.rule.kind == RuleKind::ByRules && rules.empty() && !input.language.empty())
        for (std::size_t i = 0; !delta && i < deltas.size(); ++i)
            delta = namesLanguage(deltas[i].name(), input.language) ? &deltas[i] : nullptr;
    return delta ? Pick{{{alone(delta->setting)}}} : Pick{};
}

Mix State::mixOf(const BenchColumn &column, const BenchInput &input) const
{
    if (column.kind != ColumnKind::ByRule)
        return mixOf(column);
    Mix mix = pickFor(input).mix;
    std::erase_if(mix.deltas, [this](const DeltaSetting &setting) { return !find(setting.id)->isThere(); });
    return mix;
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

std::vector<std::string> State::lacking(const BenchColumn &column, const BenchInput &input) const
{
    std::vector<std::string> names;
    if (column.kind != ColumnKind::ByRule) {
        for (const RackDelta *delta : lacking(column))
            names.push_back(delta->name());
        return names;
    }
    const Pick pick = pickFor(input);
    for (const DeltaSetting &setting : pick.mix.deltas)
        if (const RackDelta *delta = find(setting.id); !delta->isThere())
            names.push_back(delta->name());
    names.insert(names.end(), pick.gone.begin(), pick.gone.end());
    return names;
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
