#include "engine/local/freshconfig.h"

#include "core/outcome.h"
#include "nn/delta/keys.h"

namespace deltascope {

namespace {

/// The kind that a configuration names; null if it names none that is known.
const nn::DeltaKind *kindNamedIn(const nlohmann::json &config)
{
    for (const nn::DeltaKind &kind : nn::deltaKinds()) {
        const auto named = config.find(nn::layoutOf(kind.library)->kindKey);
        if (named != config.end() && *named == kind.name)
            return &kind;
    }
    return nullptr;
}

} // namespace

nlohmann::json configurationOf(const DeltaRequest &request, std::uint64_t &seed)
{
    nlohmann::json config = nlohmann::json::object();
    if (!request.json.empty()) {
        config = nlohmann::json::parse(request.json, nullptr, false);
        if (!config.is_object())
            throw Failure("--new " + request.name,
                          "expected a JSON object with delta_type or peft_type, found something else");
    } else {
        config["delta_type"] = request.kind;
    }
    const nn::DeltaKind *kind = kindNamedIn(config);
    for (const auto &[key, text] : request.keys) {
        const KeyInfo *known = kind ? nn::keyOf(*kind, key) : nullptr;
        const KeyType type = known ? known->type : KeyType::Other;
        const nlohmann::json value = nn::typedValue(type, text);
        const bool isList = type == KeyType::Texts || type == KeyType::Wholes;
        if (!config.contains(key))
            config[key] = isList && !value.is_null() ? nlohmann::json::array({value}) : value;
        else if (config[key].is_array())
            config[key].push_back(value);
        else
            config[key] = nlohmann::json::array({config[key], value});
    }
    if (const auto found = config.find("seed"); found != config.end()) {
        if (!found->is_number_unsigned())
            throw Failure("--new " + request.name, "seed: expected a whole number, found " + found->dump());
        seed = *found;
        config.erase(found);
    }
    return config;
}

} // namespace deltascope
