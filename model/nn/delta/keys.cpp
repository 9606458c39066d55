#include "nn/delta/keys.h"

#include <algorithm>

namespace deltascope::nn {

namespace {

const KeyInfo *find(const std::vector<KeyInfo> &keys, std::string_view name)
{
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const KeyInfo &key) { return key.name == name; });
    return found == keys.end() ? nullptr : &*found;
}

/// Whether a value says anything: lists and objects of nothing do not.
bool isSet(const nlohmann::json &value)
{
    if (value.is_structured())
        return std::any_of(value.begin(), value.end(), [](const nlohmann::json &part) { return isSet(part); });
    return !value.is_null() && value != false && value != "";
}

nlohmann::json standardOf(const KeyInfo &key)
{
    return key.standard.empty() ? nlohmann::json() : typedValue(key.type, key.standard);
}

void review(const DeltaKind &kind, const nlohmann::json &values, KeyReview &result)
{
    for (const auto &[name, value] : values.items()) {
        if (!isSet(value))
            continue;
        const KeyInfo *key = keyOf(kind, name);
        if (!key)
            result.unknown.push_back(name);
        else if (key->effect == KeyEffect::Unsupported && value != standardOf(*key))
            result.unsupported.push_back(name);
        else if (key->effect == KeyEffect::Prepares)
            result.prepared.push_back(name);
    }
}

} // namespace

std::vector<KeyInfo> withKeys(std::vector<KeyInfo> own, const std::vector<KeyInfo> &shared)
{
    for (const KeyInfo &key : shared)
        if (!find(own, key.name))
            own.push_back(key);
    return own;
}

KeyInfo trainingKey(std::string name, KeyType type, std::string standard)
{
    return {std::move(name), type, std::move(standard), {}, KeyPlace::File, KeyEffect::Trains, {}};
}

KeyInfo preparingKey(std::string name)
{
    return {std::move(name), KeyType::Other, {}, {}, KeyPlace::File, KeyEffect::Prepares, {}};
}

KeyInfo recordKey(std::string name, KeyType type)
{
    return {std::move(name), type, {}, {}, KeyPlace::File, KeyEffect::Records, {}};
}

const KeyInfo *keyOf(const DeltaKind &kind, std::string_view name)
{
    const KeyInfo *own = find(kind.keys, name);
    return own ? own : find(layoutOf(kind.library)->keys, name);
}

nlohmann::json typedValue(KeyType type, const std::string &text)
{
    if (text == "None" || text == "null")
        return nullptr;
    if (type == KeyType::Text || type == KeyType::Texts)
        return text;
    if (text == "True" || text == "False")
        return text == "True";
    nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
    const bool isPlain = value.is_number() || value.is_boolean();
    return isPlain || (type == KeyType::Other && value.is_structured()) ? value : nlohmann::json(text);
}

Config kindConfig(const DeltaKind &kind, const Config &config)
{
    nlohmann::json standards = nlohmann::json::object();
    for (const KeyInfo &key : kind.keys)
        if (!key.standard.empty())
            standards[key.name] = standardOf(key);
    const std::string_view section = layoutOf(kind.library)->section;
    return (section.empty() ? config : config.section(section)).withStandards(std::move(standards));
}

KeyReview reviewKeys(const DeltaKind &kind, const Config &config)
{
    KeyReview result;
    review(kind, config.json(), result);
    if (const std::string_view section = layoutOf(kind.library)->section; !section.empty())
        review(kind, config.section(section).json(), result);
    return result;
}

KindInfo infoOf(const DeltaKind &kind)
{
    const std::string_view targets = layoutOf(kind.library)->targetsKey;
    const KeyInfo *key = find(kind.keys, targets);
    return {std::string(kind.library),
            std::string(kind.name),
            std::string(kind.title),
            std::string(kind.says),
            key ? std::string(targets) : std::string(),
            kind.keys};
}

} // namespace deltascope::nn
