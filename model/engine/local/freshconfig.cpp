#include "engine/local/freshconfig.h"

#include "core/outcome.h"

namespace deltascope {

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
    for (const auto &[key, text] : request.keys) {
        nlohmann::json value = nlohmann::json::parse(text, nullptr, false);
        if (value.is_discarded() || value.is_object() || value.is_array() || value.is_string())
            value = text;
        if (text == "True" || text == "False")
            value = text == "True";
        const bool list = key == "modified_modules" || key == "exclude_modules" || key == "target_modules";
        if (list && !config.contains(key))
            config[key] = nlohmann::json::array({text});
        else if (config.contains(key) && config[key].is_array())
            config[key].push_back(list ? nlohmann::json(text) : value);
        else if (config.contains(key))
            config[key] = nlohmann::json::array({config[key], value});
        else
            config[key] = value;
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
