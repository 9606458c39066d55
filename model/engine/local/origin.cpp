#include "engine/local/origin.h"

#include "engine/local/deltafacts.h"
#include "io/hub.h"
#include "io/jsonfile.h"
#include "nn/delta/broughthead.h"

#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

/// model_type of a backbone that is on this machine; empty if it is not.
std::string familyOfBackbone(const std::string &name)
{
    std::error_code ignored;
    std::string folder = fs::is_directory(name, ignored) ? name : std::string();
    if (folder.empty() && io::isHubId(name))
        folder = io::cachedSnapshot(name).value_or("");
    const fs::path config = fs::path(folder) / "config.json";
    if (folder.empty() || !fs::exists(config, ignored))
        return {};
    try {
        const nlohmann::json json = io::readJson(config.string());
        const auto type = json.is_object() ? json.find("model_type") : json.end();
        return json.is_object() && type != json.end() && type->is_string() ? type->get<std::string>() : std::string();
    } catch (const Failure &) { // it says nothing then
        return {};
    }
}

std::string textAt(const nlohmann::json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What the delta was trained on if that is another architecture; else empty.
std::string otherBackbone(const Session &session, const nlohmann::json &config)
{
    const nn::Family &family = *session.family;
    const auto mapping = config.find("auto_mapping");
    std::string trained = textAt(config, "backbone_class");
    if (trained.empty() && mapping != config.end() && mapping->is_object())
        trained = textAt(*mapping, "base_model_class");
    if (!trained.empty() && !trained.starts_with(family.classPrefix))
        return trained;
    const std::string modelType = textAt(config, "model_type");
    if (!modelType.empty() && modelType != family.modelType)
        return modelType;
    const std::string base = textAt(config, "base_model_name_or_path"), type = familyOfBackbone(base);
    return type.empty() || type == family.modelType ? std::string() : base + " (" + type + ")";
}

bool isEncoderDecoder(HeadKind task) { return task == HeadKind::ConditionalGeneration; }

} // namespace

std::vector<Problem> compareOrigin(const Session &session, const nn::DeltaFolder &folder)
{
    std::vector<Problem> problems;
    if (!session.family || !session.config)
        return problems;
    const nlohmann::json &config = folder.config.json();
    const NetworkInfo &info = session.info;
    const auto task = nn::headOfTask(textAt(config, "task_type"));
    const bool isOfTwo = session.config->flag("is_encoder_decoder", session.family->modelType == "t5");
    if (const std::string other = otherBackbone(session, config); !other.empty())
        problems.push_back({"other-backbone", Problem::Severity::Warning,
                            "it was trained on " + other + ", found " + info.architecture});
    else if (task && (isEncoderDecoder(*task) ? !isOfTwo : *task == HeadKind::CausalLm && isOfTwo))
        problems.push_back({"other-backbone", Problem::Severity::Warning,
                            "it was trained for " + textAt(config, "task_type") + ", found " + info.architecture});
    else if (task && info.head != HeadKind::None && *task != info.head)
        problems.push_back({"other-task", Problem::Severity::Note,
                            "it was trained for " + textAt(config, "task_type") + ", and " + info.architecture
                                + " is of another task"});
    const auto head = nn::broughtHead(folder);
    const bool standsAlone = folder.head && folder.head->has("config");
    if (head && head->kind != HeadKind::None && !standsAlone
        && (head->kind != info.head || (hasLabels(info.head) && head->outputs != static_cast<int>(info.labels.size()))))
        problems.push_back({"own-head", Problem::Severity::Warning,
                            "it brings a head of its own, for which " + info.architecture + " has no place: open the "
                                + "backbone with --head " + headChoice(*head)});
    return problems;
}

} // namespace deltascope
