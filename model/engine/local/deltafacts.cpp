#include "engine/local/deltafacts.h"

#include "nn/delta/broughthead.h"

#include <chrono>
#include <cmath>
#include <ctime>
#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

std::optional<double> numberAt(const nlohmann::json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::string textAt(const nlohmann::json &object, std::initializer_list<const char *> keys)
{
    for (const char *key : keys)
        if (const auto found = object.find(key); found != object.end() && found->is_string())
            return *found;
    return {};
}

std::vector<std::string> textsAt(const nlohmann::json &object, std::initializer_list<const char *> keys)
{
    for (const char *key : keys) {
        const auto found = object.find(key);
        if (found == object.end() || found->is_null())
            continue;
        if (found->is_string())
            return {found->get<std::string>()};
        std::vector<std::string> texts;
        if (found->is_array())
            for (const nlohmann::json &item : *found)
                if (item.is_string())
                    texts.push_back(item);
        return texts;
    }
    return {};
}

bool isOn(const nlohmann::json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && !found->is_null() && *found != false;
}

/// What a LoRA is beside a plain one, and how its update is scaled.
void readLora(const nlohmann::json &config, DeltaFacts &facts)
{
    for (const auto &[key, name] : {std::pair{"use_dora", "dora"}, std::pair{"use_rslora", "rslora"},
                                    std::pair{"kasa_config", "kasa"}, std::pair{"alora_invocation_tokens", "alora"}})
        if (isOn(config, key))
            facts.variant += (facts.variant.empty() ? "" : " ") + std::string(name);
    if (facts.rank && facts.alpha && *facts.rank > 0)
        facts.scaling = *facts.alpha / (isOn(config, "use_rslora") ? std::sqrt(*facts.rank) : *facts.rank);
}

/// "2026-11-28", local time.
std::string dateOf(const std::string &file)
{
    std::error_code error;
    const auto written = fs::last_write_time(file, error);
    if (error)
        return {};
    const auto seconds = std::chrono::system_clock::to_time_t(std::chrono::file_clock::to_sys(written));
    std::tm local{};
    char text[16] = {};
    if (!localtime_r(&seconds, &local) || std::strftime(text, sizeof text, "%Y-%m-%d", &local) == 0)
        return {};
    return text;
}

std::string writerOf(const nn::DeltaFolder &folder)
{
    const nlohmann::json &config = folder.config.json();
    if (const std::string version = textAt(config, {"peft_version"}); !version.empty())
        return "peft " + version;
    if (const std::string version = textAt(config, {"opendelta_version"}); !version.empty())
        return "opendelta " + version;
    return textAt(config, {"version"});
}

} // namespace

DeltaFacts factsOf(const nn::DeltaFolder &folder)
{
    const nlohmann::json &whole = folder.config.json();
    const auto inner = whole.find("config"); // AdapterHub keeps the kind's own fields inside
    const nlohmann::json &kind
        = folder.kind->library == "adapterhub" && inner != whole.end() && inner->is_object() ? *inner : whole;
    DeltaFacts facts;
    for (const char *key : {"r", "lora_r"})
        if (const auto rank = numberAt(kind, key); rank && !facts.rank)
            facts.rank = static_cast<std::int64_t>(*rank);
    for (const char *key : {"lora_alpha", "alpha"})
        if (!facts.alpha)
            facts.alpha = numberAt(kind, key);
    readLora(kind, facts);
    facts.targets = textsAt(whole, {"target_modules", "modified_modules"});
    facts.modulesToSave = textsAt(whole, {"modules_to_save"});
    facts.bias = textAt(whole, {"bias"});
    facts.baseModel = trainedOn(whole);
    facts.task = textAt(whole, {"task_type", "backbone_class", "model_class"});
    facts.trainedWith = writerOf(folder);
    facts.date = dateOf(folder.weightsFile);
    for (const io::TensorEntry &entry : folder.tensors.entries())
        facts.bytes += static_cast<std::int64_t>(entry.bytes);
    facts.head = nn::broughtHead(folder);
    return facts;
}

std::string trainedOn(const nlohmann::json &config)
{
    return textAt(config, {"base_model_name_or_path", "backbone_checkpoint_name", "model_name"});
}

std::string headChoice(const DeltaHead &head)
{
    const std::string word(wordOf(head.kind));
    return hasLabels(head.kind) && head.outputs > 0 ? word + ":" + std::to_string(head.outputs) : word;
}

} // namespace deltascope
