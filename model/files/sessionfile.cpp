#include "files/sessionfile.h"

#include "core/outcome.h"
#include "files/runjson.h"
#include "files/statejson.h"
#include "files/wholefile.h"
#include "io/jsonfile.h"

#include <filesystem>

namespace deltascope::files {

using session::State;

namespace {

using Json = nlohmann::ordered_json;

/// Version 5 knew no columns on servers, version 4 no rules of the session and version 3 no expectations, which a
/// program of its time would lose; version 2 of generations only run.answer_length, which runFrom() goes on reading.
constexpr int currentVersion = 6;

/// Version 1, which the settings file held, told kinds of columns by flags; rules, solo, presets and the length of
/// answers were not kept.
void migrateFrom1(Json &session)
{
    if (!session.contains("columns") || !session["columns"].is_array())
        return;
    for (Json &column : session["columns"]) {
        if (!column.is_object())
            continue;
        const auto isSet = [&column](const char *flag) { return column.contains(flag) && column[flag] == true; };
        column["kind"] = isSet("asAttached") ? "as-attached" : isSet("byRule") ? "by-rule" : "fixed";
    }
}

/// The session as the current version writes it.
Json migrated(Json session, const std::string &where)
{
    const JsonAt at(session, where);
    const int version = at.at("deltascope").whole(1);
    if (version > currentVersion)
        throw Failure(where, "was written by a newer Deltascope: expected version " + std::to_string(currentVersion)
                                 + " or older, found " + std::to_string(version));
    if (version < 2)
        migrateFrom1(session);
    return session;
}

Json modelJson(const OpenRequest &model)
{
    Json object{{"deltascope", currentVersion}, {"model", model.model}};
    if (model.head) {
        object["head"] = std::string(wordOf(model.head->kind));
        object["labels"] = model.head->labels;
        object["seed"] = model.seed;
    }
    if (model.compute == ComputeType::AsStored)
        object["as_stored"] = true;
    if (!model.chat.name.empty())
        object["chat_template"] = model.chat.name;
    return object;
}

OpenRequest modelFrom(const JsonAt &at)
{
    OpenRequest model;
    model.model = at.at("model").text();
    if (const auto head = at.find("head")) {
        const auto kind = headNamed(head->text());
        if (!kind)
            head->expected("the name of a head");
        const auto labels = at.find("labels");
        model.head = HeadChoice{*kind, labels ? labels->whole() : 0};
    }
    if (const auto seed = at.find("seed")) {
        if (!seed->value().is_number_unsigned())
            seed->expected("a whole number");
        model.seed = seed->value();
    }
    if (const auto name = at.find("chat_template"))
        model.chat.name = name->text();
    if (const auto asStored = at.find("as_stored"))
        model.compute = asStored->flag() ? ComputeType::AsStored : ComputeType::Float32;
    return model;
}

/// The elements of a list that may be missing.
std::vector<JsonAt> listIn(const JsonAt &at, const char *key)
{
    const auto list = at.find(key);
    return list ? list->list() : std::vector<JsonAt>{};
}

State stateFrom(const JsonAt &at, ModuleTable &modules)
{
    State state;
    const StateReader read{state, modules};
    constexpr int last = std::numeric_limits<int>::max();
    for (const JsonAt &delta : listIn(at, "deltas"))
        perform(state, session::AddDelta{read.delta(delta), last});
    int key = 0;
    const auto numbered = [&key](auto item) {
        item.key = ++key;
        return item;
    };
    for (const JsonAt &column : listIn(at, "columns"))
        perform(state, session::PutColumn{numbered(read.column(column)), last});
    for (const JsonAt &rule : listIn(at, "rules"))
        perform(state, session::PutRule{numbered(StateReader::sessionRule(rule)), last});
    for (const JsonAt &input : listIn(at, "inputs"))
        perform(state, session::PutInput{numbered(read.input(input)), last});
    for (const JsonAt &preset : listIn(at, "presets"))
        perform(state, session::PutPreset{numbered(read.preset(preset)), last});
    if (const auto solo = at.find("solo"))
        state.solo = read.deltaNamed(*solo);
    if (const auto run = at.find("run"))
        state.run = runFrom(*run);
    if (const auto labelled = at.find("labelled"))
        state.labelled = StateReader::labelled(*labelled);
    return state;
}

SessionFile sessionIn(Json json, const std::string &where)
{
    const Json current = migrated(std::move(json), where);
    const JsonAt at(current, where);
    ModuleTable modules;
    State state = stateFrom(at, modules);
    return {modelFrom(at), modules.names(), std::move(state)};
}

/// The path, or where it leads from the folder if something stands there.
std::string resolved(const std::string &path, const std::filesystem::path &folder)
{
    if (path.empty() || std::filesystem::path(path).is_absolute())
        return path;
    std::error_code none;
    const std::filesystem::path beside = folder / path;
    return std::filesystem::exists(beside, none) ? std::filesystem::absolute(beside, none).lexically_normal().string()
                                                 : path;
}

} // namespace

std::string sessionText(const SessionFile &file)
{
    const State &state = file.state;
    const Names names(state, file.modules);
    const StateWriter write{names, state.columns};
    Json object = modelJson(file.model);
    for (const char *list : {"deltas", "columns", "inputs", "presets"})
        object[list] = Json::array();
    for (const session::RackDelta &delta : state.deltas)
        object["deltas"].push_back(write.delta(delta));
    for (const session::BenchColumn &column : state.columns)
        object["columns"].push_back(write.column(column));
    for (const session::BenchInput &input : state.inputs)
        object["inputs"].push_back(write.input(input));
    for (const session::Preset &preset : state.presets)
        object["presets"].push_back(write.preset(preset));
    for (const session::Rule &rule : state.rules)
        object["rules"].push_back(StateWriter::sessionRule(rule));
    if (const std::string solo = names.delta(state.solo); !solo.empty())
        object["solo"] = solo;
    object["run"] = toJson(state.run);
    if (state.labelled.from != session::LabelledLines::From::Nowhere)
        object["labelled"] = StateWriter::labelled(state.labelled);
    return object.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

SessionFile sessionFrom(const std::string &where, std::string_view text)
{
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded())
        throw Failure(where, "expected a session, found something that is no JSON");
    return sessionIn(std::move(json), where);
}

SessionFile readSession(const std::string &path)
{
    SessionFile file = sessionIn(io::readOrderedJson(path), path);
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    file.model.model = resolved(file.model.model, folder);
    for (session::RackDelta &delta : file.state.deltas)
        delta.request.path = resolved(delta.request.path, folder);
    file.state.labelled.path = resolved(file.state.labelled.path, folder);
    return file;
}

void writeSession(const std::string &path, const SessionFile &session) { writeWhole(path, sessionText(session)); }

} // namespace deltascope::files
