#include "chat/folder.h"

#include "chat/json.h"
#include "chat/specialtokens.h"

#include "core/utf8.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace deltascope::chat {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char *defaultName = "default";

std::string contents(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        throw Failure(path.string(), "expected a file that can be read");
    return {std::istreambuf_iterator<char>(file), {}};
}

/// A file's object, or an empty one where there is no file.
Json objectOf(const fs::path &path)
{
    if (!fs::exists(path))
        return Json::object();
    Json object = Json::parse(contents(path), nullptr, false);
    if (!object.is_object())
        throw Failure(path.string(), "expected a JSON object, found something else");
    return object;
}

Value valueOf(const std::string &key, const std::string &text)
{
    const auto value = parseJson(text);
    if (!value)
        throw Failure("--template-arg " + key, "expected JSON behind the =, found " + utf8::readable(text, 60));
    return *value;
}

void setVariable(std::vector<std::pair<std::string, Value>> &variables, const std::string &name, Value value)
{
    for (auto &[own, old] : variables)
        if (own == name) {
            old = std::move(value);
            return;
        }
    variables.emplace_back(name, std::move(value));
}

/// Whether a conversation asks for an answer: its last turn is not the assistant's.
bool isOpen(const std::optional<Value> &messages, const std::string &where)
{
    const Sequence *list = messages ? messages->list() : nullptr;
    if (!list || (!list->items.empty() && !list->items.back().dict()))
        throw Failure(where, "messages: expected a JSON list of messages, found something else");
    const Value *role = list->items.empty() ? nullptr : list->items.back().dict()->named("role");
    return !role || !equal(*role, "assistant");
}

} // namespace

ChatFolder::ChatFolder(const std::string &folder)
    : m_folder(folder)
{
    const fs::path path(folder), file = path / "tokenizer_config.json";
    const Json config = objectOf(file);
    m_specials = specialTokens(config, objectOf(path / "special_tokens_map.json"));
    if (const fs::path own = path / "chat_template.jinja"; fs::exists(own))
        m_sources[defaultName] = {own.string(), contents(own)};
    if (const fs::path more = path / "additional_chat_templates"; fs::is_directory(more))
        for (const fs::directory_entry &entry : fs::directory_iterator(more))
            if (entry.path().extension() == ".jinja")
                m_sources[entry.path().stem().string()] = {entry.path().string(), contents(entry.path())};
    const auto found = config.find("chat_template");
    if (!m_sources.empty() || found == config.end() || found->is_null())
        return;
    const auto refuse = [&] {
        throw Failure(file.string(), "chat_template: expected a text or a list of {\"name\", \"template\"}, found "
                                         + std::string(found->type_name()));
    };
    if (found->is_string()) {
        m_sources[defaultName] = {file.string(), found->get<std::string>()};
        return;
    }
    if (!found->is_array())
        refuse();
    for (const Json &item : *found) {
        if (!item.is_object() || !item.contains("name") || !item["name"].is_string() || !item.contains("template")
            || !item["template"].is_string())
            refuse();
        m_sources[item["name"].get<std::string>()] = {file.string(), item["template"].get<std::string>()};
    }
}

std::vector<std::string> ChatFolder::names() const
{
    std::vector<std::string> list;
    for (const auto &[name, source] : m_sources)
        list.push_back(name);
    return list;
}

std::string ChatFolder::specialToken(std::string_view role) const
{
    for (const auto &[name, token] : m_specials)
        if (name == role)
            return str(token);
    return {};
}

const Template &ChatFolder::chosen(const std::string &name) const
{
    if (m_sources.empty())
        throw Failure(m_folder, "expected a chat template (chat_template.jinja, or chat_template in "
                                "tokenizer_config.json), found none; give text instead of a conversation");
    const std::string wanted = name.empty() ? defaultName : name;
    const auto source = m_sources.find(wanted);
    if (source == m_sources.end()) {
        std::string there;
        for (const std::string &own : names())
            there += (there.empty() ? "" : ", ") + own;
        throw Failure(m_folder, "chat template: expected one named " + wanted + ", found " + there
                                    + (name.empty() ? "; choose one with --template" : ""));
    }
    const auto parsed = m_parsed.find(wanted);
    if (parsed != m_parsed.end())
        return parsed->second;
    return m_parsed.try_emplace(wanted, source->second.text, source->second.file).first->second;
}

std::string ChatFolder::render(const std::string &messages, const ChatSettings &settings,
                               const std::string &where) const
{
    const Template &wanted = chosen(settings.name);
    try {
        const auto list = parseJson(messages);
        std::vector<std::pair<std::string, Value>> variables = m_specials;
        setVariable(variables, "messages", list ? *list : Value());
        setVariable(variables, "tools", None());
        setVariable(variables, "documents", None());
        setVariable(variables, "add_generation_prompt", isOpen(list, where));
        for (const auto &[name, json] : settings.variables)
            setVariable(variables, name, valueOf(name, json));
        return wanted.render(variables);
    } catch (const TemplateError &error) {
        throw Failure(where, std::string("chat template: ") + error.what());
    } catch (const Failure &failure) {
        throw Failure(Error{where, failure.error().what, {}, failure.error().code});
    }
}

} // namespace deltascope::chat
