#include "files/editjson.h"

#include "core/outcome.h"
#include "files/runjson.h"

#include <algorithm>
#include <map>

namespace deltascope::files {

using namespace session;

namespace {

using Json = nlohmann::ordered_json;

template<class List>
int placeOf(const List &list, int key)
{
    const auto found = std::find_if(list.begin(), list.end(), [key](const auto &item) { return item.key == key; });
    return found == list.end() ? -1 : int(found - list.begin());
}

class Writer {
public:
    Writer(const State &before, const Names &names)
        : m_before(before)
        , m_names(names)
        , m_write{names, before.columns}
    {
    }

    Json operator()(const Attach &edit) const
    {
        return {{"edit", "attach"}, {"delta", m_names.delta(edit.delta)}, {"to", edit.to == Switch::On}};
    }
    Json operator()(const AttachAt &edit) const
    {
        return {{"edit", "attach-at"},
                {"delta", m_names.delta(edit.delta)},
                {"modules", modules(edit.modules)},
                {"to", edit.to == Switch::On}};
    }
    Json operator()(const SetStrength &edit) const
    {
        return {{"edit", "strength"}, {"delta", m_names.delta(edit.delta)}, {"to", edit.strength}};
    }
    Json operator()(const SetStrengthAt &edit) const
    {
        return {{"edit", "strength-at"},
                {"delta", m_names.delta(edit.delta)},
                {"modules", modules(edit.modules)},
                {"to", edit.strength}};
    }
    Json operator()(const SetSetting &edit) const
    {
        return {{"edit", "setting"}, {"delta", m_names.delta(edit.setting.id)}, {"to", m_write.setting(edit.setting)}};
    }
    Json operator()(const SetSolo &edit) const
    {
        Json object{{"edit", "solo"}};
        if (edit.delta != -1)
            object["delta"] = m_names.delta(edit.delta);
        return object;
    }
    Json operator()(const AddDelta &edit) const
    {
        return {{"edit", "add-delta"}, {"position", std::max(0, edit.position)}, {"delta", m_write.delta(edit.delta)}};
    }
    Json operator()(const RemoveDelta &edit) const
    {
        return {{"edit", "remove-delta"}, {"delta", m_names.delta(edit.delta)}};
    }
    Json operator()(const MoveDelta &edit) const
    {
        return {{"edit", "move-delta"}, {"delta", m_names.delta(edit.delta)}, {"position", std::max(0, edit.position)}};
    }
    Json operator()(const RenameDelta &edit) const
    {
        return {{"edit", "rename-delta"}, {"delta", m_names.delta(edit.delta)}, {"name", edit.name}};
    }
    Json operator()(const SetLook &edit) const
    {
        return {{"edit", "look"}, {"delta", m_names.delta(edit.delta)}, {"series", edit.series}, {"group", edit.group}};
    }
    Json operator()(const LocateDelta &edit) const
    {
        return {{"edit", "locate-delta"}, {"delta", m_names.delta(edit.delta)}, {"path", edit.path}};
    }
    Json operator()(const PutColumn &edit) const
    {
        return put("put-column", placeOf(m_before.columns, edit.column.key), edit.position,
                   m_write.column(edit.column));
    }
    Json operator()(const RemoveColumn &edit) const
    {
        return {{"edit", "remove-column"}, {"at", placeOf(m_before.columns, edit.key)}};
    }
    Json operator()(const PutInput &edit) const
    {
        return put("put-input", placeOf(m_before.inputs, edit.input.key), edit.position, m_write.input(edit.input));
    }
    Json operator()(const RemoveInput &edit) const
    {
        return {{"edit", "remove-input"}, {"at", placeOf(m_before.inputs, edit.key)}};
    }
    Json operator()(const SetRule &edit) const
    {
        return {{"edit", "rule"}, {"at", placeOf(m_before.inputs, edit.input)}, {"to", m_write.rule(edit.rule)}};
    }
    Json operator()(const PutPreset &edit) const
    {
        return put("put-preset", placeOf(m_before.presets, edit.preset.key), edit.position,
                   m_write.preset(edit.preset));
    }
    Json operator()(const RemovePreset &edit) const
    {
        return {{"edit", "remove-preset"}, {"at", placeOf(m_before.presets, edit.key)}};
    }
    Json operator()(const PutRule &edit) const
    {
        return put("put-rule", placeOf(m_before.rules, edit.rule.key), edit.position,
                   StateWriter::sessionRule(edit.rule));
    }
    Json operator()(const RemoveRule &edit) const
    {
        return {{"edit", "remove-rule"}, {"at", placeOf(m_before.rules, edit.key)}};
    }
    Json operator()(const SetRun &edit) const { return {{"edit", "run"}, {"to", toJson(edit.run)}}; }
    Json operator()(const SetLabelled &edit) const
    {
        return {{"edit", "labelled"}, {"to", StateWriter::labelled(edit.labelled)}};
    }

private:
    /// `at` is left out for what is new.
    static Json put(const char *word, int at, int position, Json value)
    {
        Json object{{"edit", word}};
        if (at >= 0)
            object["at"] = at;
        object["position"] = std::max(0, position);
        object["value"] = std::move(value);
        return object;
    }
    Json modules(const std::vector<int> &indices) const
    {
        Json list = Json::array();
        for (const int index : indices)
            list.push_back(m_names.module(index));
        return list;
    }

    const State &m_before;
    const Names &m_names;
    StateWriter m_write;
};

class Reader {
public:
    Reader(const JsonAt &at, const State &before, ModuleTable &modules)
        : m_at(at)
        , m_before(before)
        , m_modules(modules)
        , m_read{before, modules}
    {
    }

    Edit attach() const { return Attach{delta(), to()}; }
    Edit attachAt() const { return AttachAt{delta(), modules(), to()}; }
    Edit strength() const { return SetStrength{delta(), m_at.at("to").number()}; }
    Edit strengthAt() const { return SetStrengthAt{delta(), modules(), m_at.at("to").number()}; }
    Edit setting() const { return SetSetting{m_read.setting(m_at.at("to"), delta())}; }
    Edit solo() const { return SetSolo{m_at.find("delta") ? delta() : -1}; }
    Edit addDelta() const { return AddDelta{m_read.delta(m_at.at("delta")), position()}; }
    Edit removeDelta() const { return RemoveDelta{delta()}; }
    Edit moveDelta() const { return MoveDelta{delta(), position()}; }
    Edit renameDelta() const { return RenameDelta{delta(), m_at.at("name").text()}; }
    Edit look() const { return SetLook{delta(), m_at.at("series").whole(0), m_at.at("group").text()}; }
    Edit locateDelta() const { return LocateDelta{delta(), m_at.at("path").text()}; }
    Edit putColumn() const
    {
        BenchColumn column = m_read.column(m_at.at("value"));
        column.key = keyOf(m_before.columns);
        return PutColumn{std::move(column), position()};
    }
    Edit removeColumn() const { return RemoveColumn{knownKey(m_before.columns)}; }
    Edit putInput() const
    {
        BenchInput input = m_read.input(m_at.at("value"));
        input.key = keyOf(m_before.inputs);
        return PutInput{std::move(input), position()};
    }
    Edit removeInput() const { return RemoveInput{knownKey(m_before.inputs)}; }
    Edit rule() const { return SetRule{knownKey(m_before.inputs), m_read.rule(m_at.at("to"))}; }
    Edit putPreset() const
    {
        Preset preset = m_read.preset(m_at.at("value"));
        preset.key = keyOf(m_before.presets);
        return PutPreset{std::move(preset), position()};
    }
    Edit removePreset() const { return RemovePreset{knownKey(m_before.presets)}; }
    Edit putRule() const
    {
        session::Rule rule = StateReader::sessionRule(m_at.at("value"));
        rule.key = keyOf(m_before.rules);
        return PutRule{std::move(rule), position()};
    }
    Edit removeRule() const { return RemoveRule{knownKey(m_before.rules)}; }
    Edit run() const { return SetRun{runFrom(m_at.at("to"))}; }
    Edit labelled() const { return SetLabelled{StateReader::labelled(m_at.at("to"))}; }

private:
    DeltaId delta() const { return m_read.deltaNamed(m_at.at("delta")); }
    Switch to() const { return m_at.at("to").flag() ? Switch::On : Switch::Off; }
    int position() const { return m_at.at("position").whole(); }
    std::vector<int> modules() const
    {
        std::vector<int> indices;
        for (const JsonAt &module : m_at.at("modules").list())
            indices.push_back(m_modules.indexOf(module.text()));
        return indices;
    }
    template<class List>
    int knownKey(const List &list) const
    {
        const int place = m_at.at("at").whole(0);
        if (std::size_t(place) >= list.size())
            m_at.at("at").expected("the place of something that is there");
        return list[std::size_t(place)].key;
    }
    template<class List>
    int keyOf(const List &list) const
    {
        return m_at.find("at") ? knownKey(list) : freeKey(m_before);
    }

    const JsonAt &m_at;
    const State &m_before;
    ModuleTable &m_modules;
    StateReader m_read;
};

} // namespace

Json toJson(const Edit &edit, const State &before, const Names &names)
{
    return std::visit(Writer(before, names), edit);
}

Edit editFrom(const JsonAt &at, const State &before, ModuleTable &modules)
{
    static const std::map<std::string, Edit (Reader::*)() const> words = {
        {"attach", &Reader::attach},
        {"attach-at", &Reader::attachAt},
        {"strength", &Reader::strength},
        {"strength-at", &Reader::strengthAt},
        {"setting", &Reader::setting},
        {"solo", &Reader::solo},
        {"add-delta", &Reader::addDelta},
        {"remove-delta", &Reader::removeDelta},
        {"move-delta", &Reader::moveDelta},
        {"rename-delta", &Reader::renameDelta},
        {"look", &Reader::look},
        {"locate-delta", &Reader::locateDelta},
        {"put-column", &Reader::putColumn},
        {"remove-column", &Reader::removeColumn},
        {"put-input", &Reader::putInput},
        {"remove-input", &Reader::removeInput},
        {"rule", &Reader::rule},
        {"put-preset", &Reader::putPreset},
        {"remove-preset", &Reader::removePreset},
        {"put-rule", &Reader::putRule},
        {"remove-rule", &Reader::removeRule},
        {"run", &Reader::run},
        {"labelled", &Reader::labelled},
    };
    const auto word = words.find(at.at("edit").text());
    if (word == words.end())
        at.at("edit").expected("the name of an edit");
    return (Reader(at, before, modules).*word->second)();
}

} // namespace deltascope::files
