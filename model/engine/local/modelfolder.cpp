#include "engine/local/modelfolder.h"

#include "io/jsonfile.h"
#include "nn/delta/delta.h"

namespace deltascope {

namespace fs = std::filesystem;

namespace {

/// The backbone that a delta's configuration names; may be empty.
std::string backboneOf(const nn::Config &config)
{
    for (const char *key : {"base_model_name_or_path", "backbone_checkpoint_name", "model_name"})
        if (const auto found = config.json().find(key); found != config.json().end() && found->is_string())
            return *found;
    return {};
}

std::string textAt(const nlohmann::json &object, const char *key)
{
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

} // namespace

fs::path modelFolder(const fs::path &folder)
{
    const fs::path list = folder / "modules.json";
    if (fs::exists(folder / "config.json") || !fs::exists(list))
        return folder;
    const nlohmann::json modules = io::readJson(list.string());
    if (!modules.is_array())
        throw Failure(list.string(), "expected a list of a sentence encoder's modules, found something else");
    for (const nlohmann::json &module : modules) { // poolings and projections have a config.json too
        const fs::path inside = fs::path(module.is_object() ? textAt(module, "path") : "").lexically_normal();
        const fs::path config = folder / inside / "config.json";
        if (inside.empty() || inside.is_absolute() || *inside.begin() == ".." || !fs::exists(config))
            continue;
        if (const nlohmann::json values = io::readJson(config.string());
            values.is_object() && values.contains("model_type"))
            return folder / inside;
    }
    throw Failure(list.string(),
                  "expected a module with a model in its folder (a config.json with model_type), found none");
}

void expectNoDelta(const fs::path &folder)
{
    const auto label = nn::labelOf(folder.string());
    const bool hasModelBeside = label && label->library != "opendelta" && fs::exists(folder / "config.json");
    if (!label || hasModelBeside)
        return;
    const std::string backbone = backboneOf(label->config);
    throw Failure(Error{folder.string(),
                        "expected a model, found a delta (" + label->kind + " of " + label->library + ")"
                            + (backbone.empty() ? "" : " for " + backbone),
                        "open its backbone" + (backbone.empty() ? "" : " " + backbone)
                            + " and give the delta with --delta " + folder.string(),
                        "not-a-model"});
}

std::string customTokenizer(const fs::path &folder)
{
    const fs::path file = folder / "tokenizer_config.json";
    if (!fs::exists(file))
        return {};
    const nlohmann::json config = io::readJson(file.string());
    const auto map = config.is_object() ? config.find("auto_map") : config.end();
    if (!config.is_object() || map == config.end() || !map->is_object())
        return {};
    const auto named = map->find("AutoTokenizer"); // a text, or the slow class and the fast one
    if (named == map->end())
        return {};
    if (named->is_string())
        return *named;
    if (named->is_array())
        for (const nlohmann::json &name : *named)
            if (name.is_string())
                return name;
    return {};
}

} // namespace deltascope
