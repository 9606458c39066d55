#include "engine/local/origin.h"

#include "core/modelname.h"
#include "engine/local/deltafacts.h"
#include "io/hub.h"
#include "io/jsonfile.h"
#include "nn/delta/broughthead.h"

#include <algorithm>
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
std::string otherArchitecture(const Session &session, const nlohmann::json &config)
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

/// What the open backbone is called: by its own configuration, as it was opened, by its folder. Names that tell nothing
/// are left out.
std::vector<std::string> namesOf(const Session &session)
{
    std::vector<std::string> names{textAt(session.config->json(), "_name_or_path"), session.request.model,
                                   session.info.folder};
    std::erase_if(names, [](const std::string &name) { return tellingName(name).empty(); });
    return names;
}

/// Whether a task is one for the other of decoders alone and encoders with a decoder.
bool isForOther(const Session &session, HeadKind task)
{
    const bool isOfTwo = session.config->flag("is_encoder_decoder", session.family->modelType == "t5");
    return task == HeadKind::ConditionalGeneration ? !isOfTwo : task == HeadKind::CausalLm && isOfTwo;
}

} // namespace

std::string otherName(const Session &session, const nn::Config &config)
{
    const std::string trained = trainedOn(config.json()), told = tellingName(trained);
    const std::vector<std::string> names = session.config ? namesOf(session) : std::vector<std::string>();
    const auto isTold = [&told](const std::string &name) { return tellingName(name) == told; };
    std::error_code ignored;
    if (told.empty() || names.empty() || std::any_of(names.begin(), names.end(), isTold)
        || fs::equivalent(trained, session.info.folder, ignored))
        return {};
    return "it was trained on " + trained + ", as its configuration says, found " + names.front();
}

std::vector<Problem> compareOrigin(const Session &session, const nn::DeltaFolder &folder)
{
    std::vector<Problem> problems;
    if (!session.family || !session.config)
        return problems;
    const NetworkInfo &info = session.info;
    const std::string taskName = textAt(folder.config.json(), "task_type");
    const auto task = nn::headOfTask(taskName);
    const auto add = [&](const char *code, Problem::Severity severity, const std::string &text) {
        problems.push_back({code, severity, text});
    };
    const std::string architecture = otherArchitecture(session, folder.config.json()),
                      name = otherName(session, folder.config);
    if (!architecture.empty())
        add("other-backbone", Problem::Severity::Warning,
            "it was trained on " + architecture + ", found " + info.architecture);
    else if (task && isForOther(session, *task))
        add("other-backbone", Problem::Severity::Warning,
            "it was trained for " + taskName + ", found " + info.architecture);
    else if (task && info.head != HeadKind::None && *task != info.head)
        add("other-task", Problem::Severity::Note,
            "it was trained for " + taskName + ", and " + info.architecture + " is of another task");
    if (architecture.empty() && !name.empty())
        add("other-backbone", Problem::Severity::Warning, name);
    const auto head = nn::broughtHead(folder);
    const bool standsAlone = folder.head && folder.head->has("config");
    if (head && head->kind != HeadKind::None && !standsAlone
        && (head->kind != info.head || (hasLabels(info.head) && head->outputs != static_cast<int>(info.labels.size()))))
        add("own-head", Problem::Severity::Warning,
            "it brings a head of its own, for which " + info.architecture
                + " has no place: open the backbone with --head " + headChoice(*head));
    return problems;
}

} // namespace deltascope
