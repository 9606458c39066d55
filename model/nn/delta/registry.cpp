#include "nn/delta/adapterhub.h"
#include "nn/delta/delta.h"
#include "nn/delta/findings.h"
#include "nn/delta/opendelta.h"
#include "nn/delta/peft.h"

#include "core/outcome.h"
#include "io/jsonfile.h"
#include "nn/weights.h"
#include "tree/addressing.h"

#include <ATen/ATen.h>

#include <filesystem>

namespace deltascope::nn {

namespace fs = std::filesystem;

const std::vector<DeltaKind> &deltaKinds()
{
    static const std::vector<DeltaKind> list = {
        {"opendelta", "lora", buildOpenDeltaLora, freshOpenDeltaLora},
        {"opendelta", "adapter", buildOpenDeltaAdapter, freshOpenDeltaAdapter},
        {"opendelta", "bitfit", buildOpenDeltaBitfit, freshOpenDeltaBitfit},
        {"opendelta", "compacter", buildOpenDeltaCompacter, freshOpenDeltaCompacter},
        {"opendelta", "low_rank_adapter", buildOpenDeltaLowRankAdapter, freshOpenDeltaLowRankAdapter},
        {"opendelta", "parallel_adapter", buildOpenDeltaParallelAdapter, freshOpenDeltaParallelAdapter},
        {"opendelta", "prefix", buildOpenDeltaPrefix, freshOpenDeltaPrefix},
        {"opendelta", "soft_prompt", buildOpenDeltaSoftPrompt, freshOpenDeltaSoftPrompt},
        {"peft", "LORA", buildPeftLora, freshPeftLora},
        {"peft", "ADALORA", buildPeftAdaLora},
        {"peft", "VERA", buildPeftVera},
        {"peft", "RANDLORA", buildPeftRandLora},
        {"peft", "DELORA", buildPeftDelora},
        {"peft", "VBLORA", buildPeftVbLora},
        {"peft", "LOHA", buildPeftLoha},
        {"peft", "LOKR", buildPeftLokr},
        {"peft", "FOURIERFT", buildPeftFourierFt},
        {"peft", "SHIRA", buildPeftShira},
        {"peft", "C3A", buildPeftC3a},
        {"peft", "BONE", buildPeftBone},
        {"peft", "MISS", buildPeftMiss},
        {"peft", "IA3", buildPeftIa3, freshPeftIa3},
        {"peft", "OFT", buildPeftOft},
        {"peft", "BOFT", buildPeftBoft},
        {"peft", "HRA", buildPeftHra},
        {"peft", "ROAD", buildPeftRoad},
        {"peft", "LN_TUNING", buildPeftLnTuning},
        {"peft", "TRAINABLE_TOKENS", buildPeftTrainableTokens},
        {"peft", "PROMPT_TUNING", buildPeftPromptTuning},
        {"peft", "P_TUNING", buildPeftPTuning},
        {"peft", "PREFIX_TUNING", buildPeftPrefixTuning},
        {"adapterhub", "adapter", buildAdapterHub},
        {"adapterhub", "lora", buildAdapterHub},
        {"adapterhub", "prefix_tuning", buildAdapterHub},
        {"adapterhub", "prompt_tuning", buildAdapterHub},
        {"adapterhub", "reft", buildAdapterHub},
        {"adapterhub", "union", buildAdapterHub},
    };
    return list;
}

namespace {

std::string kindList(std::string_view library)
{
    std::string text;
    for (const DeltaKind &kind : deltaKinds())
        if (kind.library == library)
            text += (text.empty() ? "" : ", ") + std::string(kind.name);
    return text;
}

/// The architecture inside; a bottleneck has none.
std::string adapterHubKind(const Config &config, std::string_view kindKey)
{
    return config.section(kindKey).text("architecture", "adapter");
}

std::string plainKind(const Config &config, std::string_view kindKey)
{
    return config.text(kindKey, "");
}

const std::vector<DeltaLayout> &layouts()
{
    static const std::vector<DeltaLayout> list = {
        {"peft", "adapter_config.json", "peft_type", plainKind, {"adapter_model.safetensors", "adapter_model.bin"}, "adapter_model.safetensors", {}},
        {"opendelta", "config.json", "delta_type", plainKind, {"model.safetensors", "pytorch_model.bin"}, "pytorch_model.bin", {}},
        {"adapterhub", "adapter_config.json", "config", adapterHubKind, {"adapter.safetensors", "pytorch_adapter.bin"}, "pytorch_adapter.bin",
         {"model_head.safetensors", "pytorch_model_head.bin"}},
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
        config.section(layout.kindKey).refuse("architecture", "null or one of " + kindList(layout.library));
    config.refuse(layout.kindKey, "one of " + kindList(layout.library));
}

/// The tensors of the first of `heads` that the folder has, behind those of the delta.
io::CheckpointIndex withHead(const std::string &folder, io::CheckpointIndex tensors, const std::vector<std::string> &heads)
{
    const auto head = std::find_if(heads.begin(), heads.end(), [&](const std::string &name) { return fs::exists(fs::path(folder) / name); });
    if (head == heads.end())
        return tensors;
    std::vector<io::TensorEntry> entries = tensors.entries();
    const io::CheckpointIndex more = io::openCheckpointFile((fs::path(folder) / *head).string());
    for (const io::TensorEntry &entry : more.entries())
        if (!tensors.find(entry.name))
            entries.push_back(entry);
    return io::CheckpointIndex(std::move(entries));
}

/// Sites in the order of the tree; a delta without any says so.
void sortSites(BuiltDelta &delta)
{
    std::stable_sort(delta.info.taps.begin(), delta.info.taps.end(), [](const TapInfo &a, const TapInfo &b) { return a.module < b.module; });
    std::stable_sort(delta.taps.begin(), delta.taps.end(), [](const SiteTap &a, const SiteTap &b) { return a.module < b.module; });
    if (delta.taps.empty())
        delta.info.problems.push_back({"no-effect", Problem::Severity::Warning, "it changes no module of this backbone"});
}

/// What every delta needs once its tensors are read: sites in order, and a look at what it does.
void finish(BuiltDelta &delta)
{
    sortSites(delta);
    if (!delta.taps.empty() && std::all_of(delta.taps.begin(), delta.taps.end(), [](const SiteTap &site) { return site.tap->isIdle(); }))
        delta.info.problems.push_back({"no-effect", Problem::Severity::Warning, "every update is zero: attached or not, the outputs are the same"});
}

std::string targetKey(const DeltaKind &kind)
{
    return kind.library == "peft" ? "target_modules" : "modified_modules";
}

/// The modules that the configuration names must be there, even if the saved keys fit.
void expectTargets(const Host &host, const DeltaFolder &folder)
{
    if (folder.kind->library == "adapterhub") // its keys alone say where it acts
        return;
    const std::string key = targetKey(*folder.kind);
    const std::vector<std::string> targets = folder.config.texts(key);
    if (targets.empty() || targets.front() == "root" || targets.front() == "all-linear")
        return;
    const bool isPattern = folder.kind->library == "peft" && folder.config.json().at(key).is_string();
    std::vector<tree::NamedModule> modules;
    for (const ModuleInfo &module : host.network.modules)
        modules.push_back({module.name, module.type});
    bool found = false;
    if (isPattern) {
        const tree::Pattern pattern(targets.front());
        found = std::any_of(modules.begin(), modules.end(), [&](const tree::NamedModule &module) { return pattern.fullMatch(module.name); });
    } else {
        found = !tree::deltaTargets(modules, targets, {"\n"}, {}).empty();
    }
    if (!found)
        throw Failure(Error{folder.config.path(), key + ": expected modules of " + host.network.architecture + ", found "
                                + joinNames(targets) + ", which names none", {}, "no-such-module"});
}

/// A fresh delta has something to add, or says what it wants.
[[noreturn]] void refuseEmpty(const Host &host, const DeltaFolder &made)
{
    expectTargets(host, made);
    const std::string key = targetKey(*made.kind);
    const std::vector<std::string> targets = made.config.texts(key);
    throw Failure(Error{made.config.path(), key + ": expected modules of " + host.network.architecture + " that " + std::string(made.kind->name) + " can change, found "
                            + (targets.empty() ? "no names, and there are no defaults for this architecture" : joinNames(targets)), {}, "no-such-module"});
}

/// Keys of a fresh delta that no kind of its library has are mistakes of the user.
void expectKnownKeys(const Config &config)
{
    static constexpr std::string_view known[] = {
        "delta_type", "modified_modules", "exclude_modules", "unfrozen_modules", "common_structure", "backend", "backbone_class",
        "backbone_checkpoint_name", "backbone_hash", "transformers_version", "opendelta_version", "lora_r", "lora_alpha", "lora_dropout",
        "bottleneck_dim", "non_linearity", "sequential", "reduction_factor", "phm_c_init", "hypercomplex_division", "learn_phm",
        "hypercomplex_nonlinearity", "shared_phm_rule", "factorized_phm", "shared_W_phm", "factorized_phm_rule", "phm_rank", "phm_init_range",
        "kronecker_prod", "use_bias_up_sampler", "use_bias_down_sampler", "low_rank_w_init", "low_rank_rank", "scaled", "prefix_token_num",
        "reparameterize", "embed_dim", "mid_dim", "soft_token_num", "init_range", "token_init",
    };
    if (!config.has("delta_type"))
        return;
    for (const auto &[key, value] : config.json().items())
        if (std::find(std::begin(known), std::end(known), key) == std::end(known))
            throw Failure("the new delta", key + ": expected a key of OpenDelta's configurations, found another");
}

} // namespace

int Host::find(std::string_view path) const
{
    const auto lookUp = [&](std::string_view name) {
        for (std::size_t i = 0; i < network.modules.size(); ++i)
            if (network.modules[i].name == name)
                return static_cast<int>(i);
        return -1;
    };
    if (const int module = lookUp(path); module >= 0 || basePrefix.empty())
        return module;
    const std::string prefix = basePrefix + ".";
    return path.substr(0, prefix.size()) == prefix ? lookUp(path.substr(prefix.size())) : lookUp(prefix + std::string(path));
}

const DeltaLayout *layoutOf(std::string_view library)
{
    const auto found = std::find_if(layouts().begin(), layouts().end(), [&](const DeltaLayout &layout) { return layout.library == library; });
    return found == layouts().end() ? nullptr : &*found;
}

std::optional<DeltaLabel> labelOf(const std::string &folder)
{
    for (const DeltaLayout &layout : layouts()) {
        const fs::path file = fs::path(folder) / layout.configFile;
        if (!fs::exists(file))
            continue;
        Config config = Config::ordered(io::readOrderedJson(file.string()), file.string());
        if (!config.has(layout.kindKey))
            continue;
        std::string kind = layout.kind(config, layout.kindKey);
        return DeltaLabel{std::string(layout.library), std::move(kind), layout.kindKey, std::move(config), layout.weightFiles};
    }
    return std::nullopt;
}

DeltaFolder identify(const std::string &folder)
{
    if (!fs::is_directory(folder))
        throw Failure(Error{folder, "expected a folder with a delta, found " + std::string(fs::exists(folder) ? "a file" : "no such folder"),
                            {}, "not-a-delta"});
    std::optional<DeltaLabel> label = labelOf(folder);
    if (!label)
        throw Failure(Error{folder, "expected a delta (config.json with delta_type, or adapter_config.json with peft_type or config), found neither",
                            {}, "not-a-delta"});
    return identify(folder, std::move(*label));
}

DeltaFolder identify(const std::string &folder, DeltaLabel label)
{
    const auto layout = std::find_if(layouts().begin(), layouts().end(), [&](const DeltaLayout &known) { return known.library == label.library; });
    const DeltaKind &kind = kindOf(label.config, *layout);
    io::CheckpointIndex tensors = io::openCheckpointFolder(folder, label.weightFiles);
    std::string weights = tensors.entries().empty() ? folder : tensors.entries().front().file->path();
    tensors = withHead(folder, std::move(tensors), layout->headFiles);
    return {&kind, std::move(label.config), std::move(tensors), std::move(weights)};
}

BuiltDelta buildSaved(const Host &host, DeltaFolder folder)
{
    const auto files = std::make_shared<const DeltaFolder>(std::move(folder));
    BuiltDelta delta = files->kind->build(host, {files->config, files->tensors, files->weightsFile});
    expectTargets(host, *files);
    delta.files = files;
    finish(delta);
    if (auto problem = notFinite(files->tensors))
        delta.info.problems.push_back(std::move(*problem));
    return delta;
}

BuiltDelta buildFromHeaders(const Host &host, const DeltaFolder &folder)
{
    expectTargets(host, folder);
    std::vector<io::TensorEntry> headers = folder.tensors.entries();
    for (io::TensorEntry &entry : headers)
        entry.file.reset();
    const io::CheckpointIndex index(std::move(headers));
    BuiltDelta delta;
    try {
        delta = folder.kind->build(host, {folder.config, index, folder.weightsFile});
    } catch (const c10::Error &) {   // a step of the kind's own needs numbers
        delta = folder.kind->build(host, {folder.config, folder.tensors, folder.weightsFile});
    }
    sortSites(delta);
    return delta;
}

DeltaFolder heldFolder(const DeltaLayout &layout, const nlohmann::json &values, const NamedTensors &tensors, const std::string &name)
{
    Config config(values, name);
    const DeltaKind &kind = kindOf(config, layout);
    return {&kind, std::move(config), heldCheckpoint(name, tensors), name};
}

BuiltDelta buildFresh(const Host &host, const nlohmann::json &values, std::uint64_t seed)
{
    const std::string name = "the new delta";
    const Config config(values, name);
    for (const DeltaLayout &layout : layouts()) {
        if (layout.library == "adapterhub" || !config.has(layout.kindKey))
            continue;
        expectKnownKeys(config);
        const DeltaKind &kind = kindOf(config, layout);
        if (!kind.fresh)
            throw Failure(name, std::string(layout.kindKey) + ": expected a kind that can be made here, found " + std::string(kind.name));
        DeltaFolder made = heldFolder(layout, values, kind.fresh(host, config, seed), name);
        if (made.tensors.entries().empty())
            refuseEmpty(host, made);
        return buildSaved(host, std::move(made));
    }
    throw Failure(Error{"the new delta", "expected delta_type or peft_type, found neither; OpenDelta's kinds: " + kindList("opendelta"), {}, "not-a-delta"});
}

} // namespace deltascope::nn
