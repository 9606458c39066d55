#include "files/statejson.h"

#include "core/outcome.h"
#include "files/conversation.h"
#include "files/inputkeys.h"

#include <algorithm>
#include <array>

namespace deltascope::files {

using session::BenchColumn;
using session::BenchInput;
using session::ColumnKind;
using session::InputRule;
using session::Preset;
using session::RackDelta;
using session::RuleKind;

namespace {

constexpr std::array<std::pair<ColumnKind, const char *>, 4> columnWords{{{ColumnKind::AsAttached, "as-attached"},
                                                                          {ColumnKind::Fixed, "fixed"},
                                                                          {ColumnKind::ByRule, "by-rule"},
                                                                          {ColumnKind::Served, "served"}}};
constexpr int mostSeries = 100'000;

SiteSetting siteFrom(const JsonAt &at)
{
    SiteSetting site;
    if (const auto attached = at.find("attached"))
        site.attached = attached->flag();
    if (const auto strength = at.find("strength"))
        site.strength = strength->number();
    return site;
}

} // namespace

StateWriter::Json StateWriter::setting(const DeltaSetting &setting) const
{
    Json object{{"attached", setting.attached}, {"strength", setting.strength}};
    for (const auto &[module, site] : setting.sites) {
        Json own = Json::object();
        if (site.attached)
            own["attached"] = *site.attached;
        if (site.strength)
            own["strength"] = *site.strength;
        object["sites"][names.module(module)] = std::move(own);
    }
    return object;
}

StateWriter::Json StateWriter::mix(const Mix &mix) const
{
    Json parts = Json::array();
    for (const DeltaSetting &own : mix.deltas)
        if (const std::string name = names.delta(own.id); !name.empty()) {
            Json part{{"name", name}};
            part.update(setting(own));
            parts.push_back(std::move(part));
        }
    return parts;
}

StateWriter::Json StateWriter::delta(const RackDelta &delta) const
{
    Json object{{"name", delta.name()}};
    const DeltaRequest &request = delta.request;
    if (!request.path.empty())
        object["path"] = request.path;
    if (!request.json.empty())
        object["configuration"] = request.json;
    if (!request.kind.empty())
        object["kind"] = request.kind;
    for (const auto &[key, value] : request.keys)
        object["keys"].push_back(Json::array({key, value}));
    object["series"] = delta.series;
    if (!delta.group.empty())
        object["group"] = delta.group;
    object.update(setting(delta.setting));
    return object;
}

StateWriter::Json StateWriter::column(const BenchColumn &column) const
{
    const auto word = std::find_if(columnWords.begin(), columnWords.end(),
                                   [&column](const auto &known) { return known.first == column.kind; });
    Json object{{"kind", word->second}};
    if (!column.name.empty())
        object["name"] = column.name;
    if (column.kind == ColumnKind::Fixed)
        object["deltas"] = mix(column.mix);
    if (column.kind == ColumnKind::Served) {
        object["server"] = column.served.server;
        object["adapters"] = Json::array();
        for (const AdapterShare &share : column.served.adapters)
            object["adapters"].push_back({{"name", share.adapter}, {"strength", share.strength}});
    }
    if (column.isBaseline)
        object["baseline"] = true;
    return object;
}

StateWriter::Json StateWriter::rule(const InputRule &rule) const
{
    const std::string chosen = names.delta(rule.delta);
    if (rule.kind == RuleKind::Chosen && !chosen.empty())
        return Json{{"delta", chosen}};
    return rule.kind == RuleKind::ByRules ? "by-rules" : "none";
}

StateWriter::Json StateWriter::expectation(const Expectation &expectation) const
{
    Json object = Json::object();
    for (const auto &[key, value] : {std::pair{"label", &expectation.label}, std::pair{"text", &expectation.text},
                                     std::pair{"regex", &expectation.regex}})
        if (*value)
            object[key] = **value;
    if (expectation.probability)
        object["probability"] = *expectation.probability;
    if (!expectation.column.empty())
        object["column"] = expectation.column;
    return object;
}

/// Columns have no keys in files: words of their own in a conversation stand under their places, from 1.
StateWriter::Json StateWriter::input(const BenchInput &input) const
{
    Input kept = input.input;
    if (kept.messages)
        kept.messages = withColumns(*kept.messages, [this](int key) -> std::optional<int> {
            for (std::size_t i = 0; i < columns.size(); ++i)
                if (columns[i].key == key)
                    return int(i) + 1;
            return std::nullopt;
        });
    Json object = toJson(kept);
    if (input.rule.kind != RuleKind::ByRules)
        object["rule"] = rule(input.rule);
    if (!input.expected.empty())
        object["expected"] = input.expected;
    for (const Expectation &each : input.expectations)
        object["expectations"].push_back(expectation(each));
    return object;
}

StateWriter::Json StateWriter::preset(const Preset &preset) const
{
    return {{"name", preset.name}, {"deltas", mix(preset.mix)}};
}

StateWriter::Json StateWriter::sessionRule(const session::Rule &rule)
{
    Json object{{"when", wordOf(rule.when.kind)}};
    if (rule.when.kind != Condition::Kind::Otherwise)
        object["pattern"] = rule.when.pattern;
    object["deltas"] = Json::array();
    for (const session::RulePart &part : rule.deltas) {
        Json own{{"name", part.delta}};
        if (part.strength)
            own["strength"] = *part.strength;
        object["deltas"].push_back(std::move(own));
    }
    return object;
}

StateWriter::Json StateWriter::labelled(const session::LabelledLines &lines)
{
    using From = session::LabelledLines::From;
    if (lines.from == From::Nowhere)
        return {};
    return lines.from == From::Inputs ? Json("inputs") : Json{{"path", lines.path}};
}

session::LabelledLines StateReader::labelled(const JsonAt &at)
{
    using From = session::LabelledLines::From;
    if (at.value().is_null())
        return {};
    if (at.value().is_object())
        return {From::File, at.at("path").text()};
    if (at.value() != "inputs")
        at.expected("inputs or an object with a path");
    return {From::Inputs, {}};
}

DeltaId StateReader::deltaNamed(const JsonAt &name) const
{
    const RackDelta *delta = state.named(name.text());
    if (!delta)
        name.expected("the name of one of the session's deltas");
    return delta->setting.id;
}

DeltaSetting StateReader::setting(const JsonAt &at, DeltaId id) const
{
    DeltaSetting setting{id, true, 1.0, {}};
    if (const auto attached = at.find("attached"))
        setting.attached = attached->flag();
    if (const auto strength = at.find("strength"))
        setting.strength = strength->number();
    if (const auto sites = at.find("sites"))
        for (const auto &[module, site] : sites->members())
            setting.sites[modules.indexOf(module)] = siteFrom(site);
    return setting;
}

Mix StateReader::mix(const JsonAt &at) const
{
    Mix mix;
    for (const JsonAt &part : at.list()) {
        const DeltaId id = deltaNamed(part.at("name"));
        if (mix.find(id))
            part.at("name").expected("each delta once");
        mix.deltas.push_back(setting(part, id));
    }
    return mix;
}

RackDelta StateReader::delta(const JsonAt &at) const
{
    DeltaRequest request;
    request.name = at.at("name").text();
    if (request.name.empty() || state.named(request.name))
        at.at("name").expected("a name that no other delta has");
    if (const auto path = at.find("path"))
        request.path = path->text();
    if (const auto configuration = at.find("configuration"))
        request.json = configuration->value().is_object() ? configuration->value().dump() : configuration->text();
    if (const auto kind = at.find("kind"))
        request.kind = kind->text();
    if (const auto keys = at.find("keys"))
        for (const JsonAt &key : keys->list()) {
            const auto pair = key.list();
            if (pair.size() != 2)
                key.expected("a key and its value");
            request.keys.emplace_back(pair[0].text(), pair[1].text());
        }
    if (request.path.empty() && request.json.empty() && request.kind.empty())
        at.expected("a path, a configuration or a kind");
    int waiting = 0;
    while (state.indexOf(session::waitingId(waiting)) >= 0)
        ++waiting;
    const auto series = at.find("series");
    RackDelta delta
        = session::waitingDelta(std::move(request), series ? series->whole(0, mostSeries) : state.freeSeries(),
                                setting(at, session::waitingId(waiting)));
    if (const auto group = at.find("group"))
        delta.group = group->text();
    return delta;
}

session::ServedSpec StateReader::served(const JsonAt &at)
{
    session::ServedSpec spec{at.at("server").text(), {}};
    if (spec.server.empty())
        at.at("server").expected("the name of a server");
    for (const JsonAt &adapter : at.at("adapters").list()) {
        const auto strength = adapter.find("strength");
        spec.adapters.push_back({adapter.at("name").text(), strength ? strength->number() : 1});
    }
    return spec;
}

BenchColumn StateReader::column(const JsonAt &at) const
{
    BenchColumn column;
    const std::string kind = at.at("kind").text();
    const auto word = std::find_if(columnWords.begin(), columnWords.end(),
                                   [&kind](const auto &known) { return known.second == kind; });
    if (word == columnWords.end())
        at.at("kind").expected("as-attached, fixed, by-rule or served");
    column.kind = word->first;
    if (const auto name = at.find("name"))
        column.name = name->text();
    if (const auto deltas = at.find("deltas"); deltas && column.kind == ColumnKind::Fixed)
        column.mix = mix(*deltas);
    if (column.kind == ColumnKind::Served)
        column.served = served(at);
    if (const auto baseline = at.find("baseline"))
        column.isBaseline = baseline->flag();
    return column;
}

InputRule StateReader::rule(const JsonAt &at) const
{
    if (at.value().is_object())
        return {RuleKind::Chosen, deltaNamed(at.at("delta"))};
    if (at.value() == "by-rules" || at.value() == "by-language") // what there was until version 4
        return {};
    if (at.value() != "none")
        at.expected("by-rules, none or an object with a delta's name");
    return {RuleKind::None, -1};
}

Expectation StateReader::expectation(const JsonAt &at) const
{
    Expectation expectation;
    for (const auto &[key, member] : at.members())
        if (key == "label")
            expectation.label = member.text();
        else if (key == "text")
            expectation.text = member.text();
        else if (key == "regex")
            expectation.regex = member.text();
        else if (key == "probability")
            expectation.probability = member.number();
        else if (key == "column")
            expectation.column = member.text();
        else
            member.expected("one of label, text, regex, probability and column as its key");
    if (expectation.isEmpty())
        at.expected("any of label, text, regex and probability");
    if (expectation.probability && (*expectation.probability < 0 || *expectation.probability > 1))
        at.at("probability").expected("a number from 0 to 1");
    return expectation;
}

BenchInput StateReader::input(const JsonAt &at) const
{
    DataLine line;
    BenchInput input;
    for (const auto &[key, member] : at.members())
        if (key == "rule")
            input.rule = rule(member);
        else if (key == "expected")
            input.expected = member.text();
        else if (key == "expectations")
            for (const JsonAt &each : member.list())
                input.expectations.push_back(expectation(each));
        else
            setKey(line, at.place(), key, member.value());
    input.input = std::move(line.input);
    if (input.input.messages)
        input.input.messages = withColumns(*input.input.messages, [this](int place) -> std::optional<int> {
            const bool isThere = place > 0 && std::size_t(place) <= state.columns.size();
            return isThere ? std::optional(state.columns[std::size_t(place) - 1].key) : std::nullopt;
        });
    return input;
}

Preset StateReader::preset(const JsonAt &at) const { return {0, at.at("name").text(), mix(at.at("deltas"))}; }

/// The deltas that it names may have gone.
session::Rule StateReader::sessionRule(const JsonAt &at)
{
    session::Rule rule;
    const auto kind = conditionNamed(at.at("when").text());
    if (!kind)
        at.at("when").expected("language, prefix, regex or otherwise");
    rule.when.kind = *kind;
    if (*kind != Condition::Kind::Otherwise)
        rule.when.pattern = at.at("pattern").text();
    rule.when = session::readable(rule.when);
    if (const std::string expected = session::Matcher(rule.when).expected(); !expected.empty())
        at.at("pattern").expected(expected);
    for (const JsonAt &part : at.at("deltas").list()) {
        session::RulePart own{part.at("name").text()};
        if (const auto strength = part.find("strength"))
            own.strength = strength->number();
        rule.deltas.push_back(std::move(own));
    }
    return rule;
}

int freeKey(const session::State &state)
{
    int key = 0;
    for (const BenchColumn &column : state.columns)
        key = std::max(key, column.key);
    for (const BenchInput &input : state.inputs)
        key = std::max(key, input.key);
    for (const Preset &preset : state.presets)
        key = std::max(key, preset.key);
    for (const session::Rule &rule : state.rules)
        key = std::max(key, rule.key);
    return key + 1;
}

} // namespace deltascope::files
