// What a folder holds: the library, the kind, its configuration and tensors.
#include "nn/delta/delta.h"

#include "core/outcome.h"
#include "core/runfolder.h"
#include "io/jsonfile.h"
#include "nn/delta/foreign.h"
#include "nn/delta/keynames.h"
#include "nn/delta/keys.h"
#include "nn/weights.h"

#include <algorithm>
#include <filesystem>

namespace deltascope::nn {

namespace fs = std::filesystem;

namespace {

/// The architecture inside; a bottleneck has none.
std::string adapterHubKind(const Config &config, std::string_view kindKey)
{
    return config.section(kindKey).text("architecture", "adapter");
}

/// The folder whose delta a path names: itself, or that of its weights' or configuration's file.
std::string folderOf(const std::string &path)
{
    if (fs::is_directory(path))
        return path;
    const fs::path file(path);
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    for (const DeltaLayout &layout : deltaLayouts()) {
        const auto isThis = [&file](const std::string &name) { return file.filename() == name; };
        const bool isWeights = std::any_of(layout.weightFiles.begin(), layout.weightFiles.end(), isThis);
        const bool isConfig
            = layout.configFile != "config.json" && isThis(std::string(layout.configFile)) && fs::exists(file);
        if (isConfig || (isWeights && fs::exists(folder / layout.configFile)))
            return folder.string();
    }
    const std::vector<ForeignDelta> foreign = foreignDeltas(path);
    throw Failure(Error{path,
                        "expected a folder with a delta, found "
                            + (!foreign.empty()   ? foreign.front().what
                               : fs::exists(path) ? std::string("a file")
                                                  : std::string("no such folder")),
                        {},
                        "not-a-delta"});
}

/// The newest checkpoint with a delta in a Trainer's folder; empty if there is none.
std::string newestIn(const std::string &run)
{
    const std::vector<std::string> all = checkpointsIn(run);
    const auto newest = std::find_if(all.rbegin(), all.rend(), [](const std::string &step) { return labelOf(step); });
    return newest == all.rend() ? std::string() : *newest;
}

bool holdsDelta(const fs::path &folder)
{
    try {
        return labelOf(folder.string()).has_value();
    } catch (const Failure &) {
        return false; // damaged, and nobody asked for it
    }
}

/// Folders with deltas, one or two levels below: "en", "deltas/en".
std::vector<std::string> deltasBelow(const std::string &folder)
{
    constexpr int mostLooked = 2000, deepest = 1;
    std::vector<std::string> names;
    int looked = 0;
    std::error_code failed;
    fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && at != fs::recursive_directory_iterator() && looked < mostLooked; at.increment(failed)) {
        std::error_code none;
        if (!at->is_directory(none))
            continue;
        ++looked;
        const bool isDelta = holdsDelta(at->path());
        if (isDelta)
            names.push_back(at->path().lexically_relative(folder).string());
        if (isDelta || at.depth() == deepest)
            at.disable_recursion_pending();
    }
    std::sort(names.begin(), names.end());
    return names;
}

[[noreturn]] void refuseFolder(const std::string &folder)
{
    const std::vector<ForeignDelta> foreign = foreignDeltas(folder);
    const std::vector<std::string> below = deltasBelow(folder);
    throw Failure(Error{folder,
                        "expected a delta (config.json with delta_type, or adapter_config.json with peft_type or "
                        "config), found "
                            + (foreign.empty() ? "neither" : foreign.front().what),
                        below.empty()
                            ? std::string()
                            : "there are deltas in folders below it: " + joinNames(below) + "; shelf lists them",
                        "not-a-delta"});
}

std::string plainKind(const Config &config, std::string_view kindKey) { return config.text(kindKey, ""); }

/// The tensors of the first of `heads` that the folder has, behind those of the delta.
io::CheckpointIndex withHead(const std::string &folder, io::CheckpointIndex tensors,
                             const std::vector<std::string> &heads)
{
    const auto head = std::find_if(heads.begin(), heads.end(),
                                   [&](const std::string &name) { return fs::exists(fs::path(folder) / name); });
    if (head == heads.end())
        return tensors;
    std::vector<io::TensorEntry> entries = tensors.entries();
    const io::CheckpointIndex more = io::openCheckpointFile((fs::path(folder) / *head).string());
    for (const io::TensorEntry &entry : more.entries())
        if (!tensors.find(entry.name))
            entries.push_back(entry);
    return io::CheckpointIndex(std::move(entries));
}

} // namespace

std::string kindNames(std::string_view library)
{
    std::string text;
    for (const DeltaKind &kind : deltaKinds())
        if (kind.library == library)
            text += (text.empty() ? "" : ", ") + std::string(kind.name);
    return text;
}

const std::vector<DeltaLayout> &deltaLayouts()
{
    static const std::vector<DeltaLayout> list = {
        {"peft",
         "adapter_config.json",
         "peft_type",
         plainKind,
         {"adapter_model.safetensors", "adapter_model.bin"},
         "adapter_model.safetensors",
         {},
         "target_modules",
         {},
         {{"task_type", KeyType::Text},
          recordKey("peft_type"),
          recordKey("auto_mapping"),
          recordKey("peft_version"),
          recordKey("base_model_name_or_path"),
          recordKey("revision"),
          trainingKey("inference_mode", KeyType::Flag)}},
        {"opendelta",
         "config.json",
         "delta_type",
         plainKind,
         {"model.safetensors", "pytorch_model.bin"},
         "pytorch_model.bin",
         {},
         "modified_modules",
         {},
         {{"exclude_modules", KeyType::Texts},
          trainingKey("unfrozen_modules", KeyType::Texts),
          recordKey("modified_modules", KeyType::Texts),
          recordKey("delta_type"),
          recordKey("common_structure"),
          recordKey("backend"),
          recordKey("backbone_class"),
          recordKey("backbone_checkpoint_name"),
          recordKey("backbone_hash"),
          recordKey("transformers_version"),
          recordKey("opendelta_version")}},
        {"adapterhub",
         "adapter_config.json",
         "config",
         adapterHubKind,
         {"adapter.safetensors", "pytorch_adapter.bin"},
         "pytorch_adapter.bin",
         {"model_head.safetensors", "pytorch_model_head.bin"},
         "",
         "config",
         {recordKey("config"), recordKey("config_id"), recordKey("hidden_size"), recordKey("model_class"),
          recordKey("model_name"), recordKey("model_type"), recordKey("name"), recordKey("version")}},
    };
    return list;
}

const DeltaKind &kindOf(const Config &config, const DeltaLayout &layout)
{
    const std::string name = layout.kind(config, layout.kindKey);
    for (const DeltaKind &kind : deltaKinds())
        if (kind.library == layout.library && kind.name == name)
            return kind;
    if (layout.library == "adapterhub")
        config.section(layout.kindKey).refuse("architecture", "null or one of " + kindNames(layout.library));
    config.refuse(layout.kindKey, "one of " + kindNames(layout.library));
}

const DeltaLayout *layoutOf(std::string_view library)
{
    const auto found = std::find_if(deltaLayouts().begin(), deltaLayouts().end(),
                                    [&](const DeltaLayout &layout) { return layout.library == library; });
    return found == deltaLayouts().end() ? nullptr : &*found;
}

std::optional<DeltaLabel> labelOf(const std::string &folder)
{
    for (const DeltaLayout &layout : deltaLayouts()) {
        const fs::path file = fs::path(folder) / layout.configFile;
        if (!fs::exists(file))
            continue;
        Config config = Config::ordered(io::readOrderedJson(file.string()), file.string());
        if (!config.has(layout.kindKey))
            continue;
        std::string kind = layout.kind(config, layout.kindKey);
        return DeltaLabel{std::string(layout.library), std::move(kind), layout.kindKey, std::move(config),
                          layout.weightFiles};
    }
    return std::nullopt;
}

DeltaFolder identify(const std::string &path)
{
    std::string folder = folderOf(path);
    std::optional<DeltaLabel> label = labelOf(folder);
    const std::string newest = label ? std::string() : newestIn(folder);
    if (!newest.empty())
        label = labelOf(folder = newest);
    if (!label)
        refuseFolder(folder);
    DeltaFolder found = identify(folder, std::move(*label));
    if (!newest.empty())
        found.notes.push_back({"newest-checkpoint", Problem::Severity::Note,
                               "the newest checkpoint of the run is taken: " + fs::path(newest).filename().string()});
    return found;
}

DeltaFolder identify(const std::string &folder, DeltaLabel label)
{
    const auto layout = std::find_if(deltaLayouts().begin(), deltaLayouts().end(),
                                     [&](const DeltaLayout &known) { return known.library == label.library; });
    const DeltaKind &kind = kindOf(label.config, *layout);
    io::CheckpointIndex tensors = io::openCheckpointFolder(folder, label.weightFiles);
    std::string weights = tensors.entries().empty() ? folder : tensors.entries().front().file->path();
    tensors = withHead(folder, std::move(tensors), layout->headFiles);
    DeltaFolder found{&kind, std::move(label.config), std::move(tensors), std::move(weights)};
    cleanKeys(found);
    if (const fs::path head = fs::path(folder) / "head_config.json"; label.library == "adapterhub" && fs::exists(head))
        found.head.emplace(io::readJson(head.string()), head.string());
    return found;
}

DeltaFolder heldFolder(const DeltaLayout &layout, const nlohmann::json &values, const NamedTensors &tensors,
                       const std::string &name)
{
    Config config(values, name);
    const DeltaKind &kind = kindOf(config, layout);
    return {&kind, std::move(config), heldCheckpoint(name, tensors), name};
}

} // namespace deltascope::nn
