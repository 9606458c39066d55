#include "text/files/config.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "text/files/textfile.h"

#include <algorithm>
#include <charconv>

namespace deltascope::text {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

AddedToken describedToken(const json &value)
{
    AddedToken token;
    const auto flag = [&](const char *key) { return value.is_object() && valueOr(value, key, false) == true; };
    token.content = contentOf(value, "");
    token.singleWord = flag("single_word");
    token.stripsLeft = flag("lstrip");
    token.stripsRight = flag("rstrip");
    token.normalized = flag("normalized");
    token.special = true;
    return token;
}

std::int64_t idOf(const std::string &key, const fs::path &file)
{
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), id);
    if (error != std::errc() || end != key.data() + key.size() || id < 0)
        throw Failure(file.string(), "added_tokens_decoder: expected ids that are whole numbers, found \""
                                         + utf8::readable(key, 80) + "\"");
    return id;
}

/// added_tokens.json's tokens in the order of their ids.
std::vector<AddedToken> listedTokens(const fs::path &file)
{
    std::map<std::int64_t, std::string> byId;
    const json tokens = readJsonText(file);
    if (!tokens.is_object())
        throw Failure(file.string(), "expected an object from token to id, found something else");
    for (const auto &[content, id] : tokens.items())
        if (id.is_number_integer())
            byId[id.get<std::int64_t>()] = content;
    std::vector<AddedToken> listed;
    for (const auto &[id, content] : byId)
        listed.push_back({id, content});
    return listed;
}

void addDescribed(const json &decoder, const fs::path &file, Pipeline::Extras &extras)
{
    std::map<std::int64_t, AddedToken> byId;
    for (const auto &[id, value] : decoder.items()) {
        AddedToken token = describedToken(value);
        token.special = value.is_object() && valueOr(value, "special", false) == true;
        if (!token.content.empty())
            byId[idOf(id, file)] = std::move(token);
    }
    for (auto &[id, token] : byId)
        extras.tokens.push_back(std::move(token));
}

} // namespace

namespace {

/// Special tokens of special_tokens_map.json win, and additional ones are added, unless tokenizer_config.json describes
/// its tokens itself (transformers' from_pretrained()).
void applySpecialTokens(json &config, const fs::path &file)
{
    const json map = readJsonText(file);
    if (!map.is_object() || config.contains("added_tokens_decoder"))
        return;
    for (const auto &[key, value] : map.items()) {
        const bool isList = key == "additional_special_tokens" && value.is_array();
        if (!isList || !config.contains(key) || !config[key].is_array()) {
            config[key] = value;
            continue;
        }
        for (const json &token : value)
            if (std::find(config[key].begin(), config[key].end(), token) == config[key].end())
                config[key].push_back(token);
    }
}

} // namespace

json valueOr(const json &object, const char *key, const json &otherwise)
{
    const auto found = object.find(key);
    return found == object.end() ? otherwise : *found;
}

std::string contentOf(const json &value, const std::string &otherwise)
{
    const json &text = value.is_object() && value.contains("content") ? value["content"] : value;
    return text.is_string() ? text.get<std::string>() : otherwise;
}

json readTokenizerConfig(const fs::path &folder)
{
    const fs::path file = folder / "tokenizer_config.json", specials = folder / "special_tokens_map.json";
    json config = fs::exists(file) ? readJsonObject(file) : json::object();
    if (fs::exists(specials))
        applySpecialTokens(config, specials);
    return config;
}

Pipeline::Extras readExtras(const json &config, const fs::path &folder)
{
    Pipeline::Extras extras;
    const json decoder = valueOr(config, "added_tokens_decoder", nullptr);
    if (const fs::path file = folder / "added_tokens.json"; fs::exists(file)) {
        std::vector<AddedToken> listed = listedTokens(file);
        if (!config.contains("added_tokens_decoder"))
            extras.tokens = std::move(listed);
    }
    if (decoder.is_object())
        addDescribed(decoder, folder / "tokenizer_config.json", extras);
    for (const char *role :
         {"bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token"}) {
        AddedToken token = describedToken(valueOr(config, role, nullptr));
        if (token.content.empty())
            continue;
        if (std::string_view(role) == "mask_token")
            extras.mask = token.content;
        extras.tokens.push_back(std::move(token));
    }
    for (const json &item : valueOr(config, "additional_special_tokens", json::array()))
        if (AddedToken token = describedToken(item); !token.content.empty())
            extras.tokens.push_back(std::move(token));
    extras.cleansUp = valueOr(config, "clean_up_tokenization_spaces", false) == true;
    return extras;
}

} // namespace deltascope::text
