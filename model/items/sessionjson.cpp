#include "items/sessionjson.h"

#include "items/inputlines.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace deltascope::items {

namespace {

constexpr int formatVersion = 1;

QString text(const std::string &value) { return QString::fromStdString(value); }

NamedSites named(const std::map<int, SiteSetting> &sites, const NetworkInfo &network)
{
    NamedSites named;
    for (const auto &[module, setting] : sites)
        if (module >= 0 && std::size_t(module) < network.modules.size())
            named.insert(text(network.modules[std::size_t(module)].name), setting);
    return named;
}

std::map<int, SiteSetting> indexed(const NamedSites &sites, const NetworkInfo &network)
{
    std::map<int, SiteSetting> indexed;
    for (std::size_t i = 0; !sites.isEmpty() && i < network.modules.size(); ++i)
        if (const auto found = sites.constFind(text(network.modules[i].name)); found != sites.constEnd())
            indexed[int(i)] = *found;
    return indexed;
}

DeltaRequest requestOf(const DeltaInfo &delta)
{
    DeltaRequest request;
    request.name = delta.name;
    request.path = delta.path;
    request.json = delta.configuration;
    return request;
}

QJsonObject sitesToJson(const NamedSites &sites)
{
    QJsonObject object;
    for (auto [module, setting] : sites.asKeyValueRange()) {
        QJsonObject own;
        if (setting.attached)
            own[QLatin1String("attached")] = *setting.attached;
        if (setting.strength)
            own[QLatin1String("strength")] = *setting.strength;
        object[module] = own;
    }
    return object;
}

NamedSites sitesFrom(const QJsonObject &object)
{
    NamedSites sites;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonObject own = it->toObject();
        SiteSetting setting;
        if (const QJsonValue attached = own.value(QLatin1String("attached")); attached.isBool())
            setting.attached = attached.toBool();
        if (const QJsonValue strength = own.value(QLatin1String("strength")); strength.isDouble())
            setting.strength = strength.toDouble();
        sites.insert(it.key(), setting);
    }
    return sites;
}

QJsonObject settingToJson(bool attached, double strength, const NamedSites &sites)
{
    QJsonObject object{{QLatin1String("attached"), attached}, {QLatin1String("strength"), strength}};
    if (!sites.isEmpty())
        object[QLatin1String("sites")] = sitesToJson(sites);
    return object;
}

QJsonArray numbersToJson(const std::vector<std::int64_t> &numbers)
{
    QJsonArray array;
    for (const std::int64_t number : numbers)
        array.append(qint64(number));
    return array;
}

QJsonObject inputToJson(const Input &input)
{
    QJsonObject object;
    if (input.text)
        object[QLatin1String("text")] = text(*input.text);
    if (input.textPair)
        object[QLatin1String("text_pair")] = text(*input.textPair);
    if (input.ids)
        object[QLatin1String("ids")] = numbersToJson(*input.ids);
    return object;
}

QJsonObject deltaToJson(const SavedDelta &delta)
{
    QJsonObject object = settingToJson(delta.attached, delta.strength, delta.sites);
    object[QLatin1String("name")] = text(delta.request.name);
    if (!delta.request.path.empty()) {
        object[QLatin1String("path")] = text(delta.request.path);
        return object;
    }
    object[QLatin1String("configuration")] = text(delta.request.json);
    return object;
}

SavedDelta deltaFrom(const QJsonObject &object)
{
    SavedDelta delta;
    delta.request.name = object.value(QLatin1String("name")).toString().toStdString();
    delta.request.path = object.value(QLatin1String("path")).toString().toStdString();
    delta.request.json = object.value(QLatin1String("configuration")).toString().toStdString();
    delta.attached = object.value(QLatin1String("attached")).toBool(true);
    delta.strength = object.value(QLatin1String("strength")).toDouble(1);
    delta.sites = sitesFrom(object.value(QLatin1String("sites")).toObject());
    return delta;
}

QJsonObject columnToJson(const SavedColumn &column)
{
    QJsonObject object;
    if (!column.name.isEmpty())
        object[QLatin1String("name")] = column.name;
    if (column.kind != ColumnKind::Fixed) {
        object[QLatin1String(column.kind == ColumnKind::AsAttached ? "asAttached" : "byRule")] = true;
        return object;
    }
    QJsonArray parts;
    for (const SavedColumn::Part &part : column.parts) {
        QJsonObject own = settingToJson(part.attached, part.strength, part.sites);
        own[QLatin1String("name")] = part.delta;
        parts.append(own);
    }
    object[QLatin1String("deltas")] = parts;
    return object;
}

SavedColumn columnFrom(const QJsonObject &object)
{
    SavedColumn column;
    column.name = object.value(QLatin1String("name")).toString();
    if (object.value(QLatin1String("asAttached")).toBool())
        column.kind = ColumnKind::AsAttached;
    if (object.value(QLatin1String("byRule")).toBool())
        column.kind = ColumnKind::ByRule;
    for (const QJsonValue &value : object.value(QLatin1String("deltas")).toArray()) {
        const QJsonObject own = value.toObject();
        column.parts.append({own.value(QLatin1String("name")).toString(),
                             own.value(QLatin1String("attached")).toBool(true),
                             own.value(QLatin1String("strength")).toDouble(1),
                             sitesFrom(own.value(QLatin1String("sites")).toObject())});
    }
    return column;
}

} // namespace

SavedSession saved(const SessionState &state, const NetworkInfo &network, const OpenRequest &model)
{
    SavedSession session;
    session.model = model;
    for (const SessionDelta &delta : state.deltas)
        session.deltas.append({requestOf(*delta.info), delta.setting.attached, delta.setting.strength,
                               named(delta.setting.sites, network)});
    for (const BenchColumn &column : state.columns) {
        SavedColumn out{column.kind, column.name, {}};
        for (const DeltaSetting &setting : column.mix.deltas)
            if (const SessionDelta *delta = state.find(setting.id))
                out.parts.append(
                    {text(delta->info->name), setting.attached, setting.strength, named(setting.sites, network)});
        session.columns.append(out);
    }
    for (const BenchInput &input : state.inputs)
        session.inputs.append(input.input);
    return session;
}

BenchColumn restored(const SavedColumn &column, const SessionState &state, const NetworkInfo &network)
{
    BenchColumn out{0, column.kind, column.name, {}};
    for (const SavedColumn::Part &part : column.parts) {
        const auto found = std::find_if(state.deltas.begin(), state.deltas.end(), [&](const SessionDelta &delta) {
            return text(delta.info->name) == part.delta;
        });
        if (found != state.deltas.end())
            out.mix.deltas.push_back({found->setting.id, part.attached, part.strength, indexed(part.sites, network)});
    }
    return out;
}

DeltaSetting restored(const SavedDelta &delta, const NetworkInfo &network)
{
    return {-1, delta.attached, delta.strength, indexed(delta.sites, network)};
}

QByteArray toJson(const SavedSession &session)
{
    QJsonObject object{{QLatin1String("deltascope"), formatVersion},
                       {QLatin1String("model"), text(session.model.model)}};
    if (session.model.head) {
        object[QLatin1String("head")] = text(std::string(wordOf(session.model.head->kind)));
        object[QLatin1String("labels")] = session.model.head->labels;
        object[QLatin1String("seed")] = qint64(session.model.seed);
    }
    if (session.model.compute == ComputeType::AsStored)
        object[QLatin1String("as_stored")] = true;
    QJsonArray deltas, columns, inputs;
    for (const SavedDelta &delta : session.deltas)
        deltas.append(deltaToJson(delta));
    for (const SavedColumn &column : session.columns)
        columns.append(columnToJson(column));
    for (const Input &input : session.inputs)
        inputs.append(inputToJson(input));
    object[QLatin1String("deltas")] = deltas;
    object[QLatin1String("columns")] = columns;
    object[QLatin1String("inputs")] = inputs;
    return QJsonDocument(object).toJson();
}

Outcome<SavedSession> sessionFrom(const QByteArray &json)
{
    QJsonParseError problem;
    const QJsonObject object = QJsonDocument::fromJson(json, &problem).object();
    if (problem.error != QJsonParseError::NoError)
        return Error{{}, "is not a session: " + problem.errorString().toStdString(), {}, {}};
    if (object.value(QLatin1String("deltascope")).toInt() != formatVersion)
        return Error{{}, "is not a session of this version: key deltascope should be 1", {}, {}};
    SavedSession session;
    session.model.model = object.value(QLatin1String("model")).toString().toStdString();
    const std::string head = object.value(QLatin1String("head")).toString().toStdString();
    if (const auto kind = headNamed(head)) {
        session.model.head = HeadChoice{*kind, object.value(QLatin1String("labels")).toInt()};
        session.model.seed = std::uint64_t(object.value(QLatin1String("seed")).toInteger());
    }
    session.model.compute
        = object.value(QLatin1String("as_stored")).toBool() ? ComputeType::AsStored : ComputeType::Float32;
    for (const QJsonValue &delta : object.value(QLatin1String("deltas")).toArray())
        session.deltas.append(deltaFrom(delta.toObject()));
    for (const QJsonValue &column : object.value(QLatin1String("columns")).toArray())
        session.columns.append(columnFrom(column.toObject()));
    for (const QJsonValue &input : object.value(QLatin1String("inputs")).toArray())
        session.inputs.append(inputFrom(input.toObject()));
    return session;
}

} // namespace deltascope::items
