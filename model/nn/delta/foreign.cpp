#include "nn/delta/foreign.h"

#include "core/outcome.h"
#include "io/checkpoint.h"
#include "io/jsonfile.h"

#include <algorithm>
#include <filesystem>
#include <optional>

namespace deltascope::nn {

namespace fs = std::filesystem;

namespace {

bool isThere(const fs::path &file)
{
    std::error_code ignored;
    return fs::exists(file, ignored);
}

ForeignDelta mlx(const std::string &path)
{
    return {
        path, "mlx", "lora",
        "a LoRA of MLX (mlx_lm: adapters.safetensors with lora_a and lora_b); fuse it there, or convert it to PEFT"};
}

ForeignDelta kohya(const std::string &path)
{
    return {path, "kohya", "lora",
            "a LoRA of kohya's sd-scripts for an image generator (lora_down, lora_up and alpha), whose backbone this "
            "program does not run"};
}

ForeignDelta diffusers(const std::string &path)
{
    return {path, "diffusers", "lora",
            "a LoRA of diffusers for an image generator (unet., transformer. or text_encoder.), whose backbone this "
            "program does not run"};
}

/// Whose keys these are; nothing if unknown.
std::optional<ForeignDelta> byKeys(const std::string &path, const io::CheckpointIndex &tensors)
{
    const auto any = [&](auto &&test) {
        return std::any_of(tensors.entries().begin(), tensors.entries().end(),
                           [&](const io::TensorEntry &entry) { return test(std::string_view(entry.name)); });
    };
    if (any([](std::string_view key) { return key.ends_with(".lora_down.weight") || key.starts_with("lora_unet_"); }))
        return kohya(path);
    const auto isPart = [](std::string_view key) {
        return key.starts_with("unet.") || key.starts_with("transformer.") || key.starts_with("text_encoder");
    };
    const auto isLora = [](std::string_view key) {
        return key.find(".lora.") != std::string_view::npos || key.find("lora_linear_layer") != std::string_view::npos
               || key.find(".lora_A.") != std::string_view::npos || key.find("_lora.") != std::string_view::npos;
    };
    if (any([&](std::string_view key) { return isPart(key) && isLora(key); }))
        return diffusers(path);
    if (any([](std::string_view key) { return key.ends_with(".lora_a"); }))
        return mlx(path);
    return std::nullopt;
}

/// Told by a safetensors header; a file that cannot be read is not for here.
std::optional<ForeignDelta> ofFile(const fs::path &file)
{
    if (file.extension() != ".safetensors")
        return std::nullopt;
    try {
        return byKeys(file.string(), io::openCheckpointFile(file.string()));
    } catch (const Failure &) {
        return std::nullopt;
    }
}

std::optional<ForeignDelta> fusionIn(const fs::path &folder)
{
    const fs::path file = folder / "adapter_fusion_config.json";
    if (!isThere(file))
        return std::nullopt;
    std::string names;
    try {
        const nlohmann::json config = io::readJson(file.string());
        if (config.is_object() && config.contains("name") && config["name"].is_string())
            names = " of " + config["name"].get<std::string>();
    } catch (const Failure &) { // it is one all the same
    }
    return ForeignDelta{folder.string(), "adapterhub", "fusion",
                        "an AdapterFusion of AdapterHub" + names
                            + ", which this program does not compute; its adapters can be added each by itself"};
}

} // namespace

std::vector<ForeignDelta> foreignDeltas(const std::string &path)
{
    std::vector<ForeignDelta> found;
    std::error_code ignored;
    if (!fs::is_directory(path, ignored)) {
        if (auto file = ofFile(path))
            found.push_back(std::move(*file));
        return found;
    }
    if (auto fusion = fusionIn(path))
        found.push_back(std::move(*fusion));
    if (isThere(fs::path(path) / "adapters.safetensors")) {
        found.push_back(mlx(path));
        return found;
    }
    std::vector<fs::path> files;
    for (const fs::directory_entry &entry : fs::directory_iterator(path, ignored))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const fs::path &entry : files)
        if (auto file = ofFile(entry))
            found.push_back(std::move(*file));
    return found;
}

} // namespace deltascope::nn
