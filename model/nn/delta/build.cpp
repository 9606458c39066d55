// From a folder, or the values of a new delta, to taps at the sites of an open model.
#include "nn/delta/broughthead.h"
#include "nn/delta/delta.h"
#include "nn/delta/findings.h"

#include "core/outcome.h"
#include "nn/weights.h"
#include "tree/addressing.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn {

namespace {

DeltaSource sourceOf(const DeltaFolder &folder, const io::CheckpointIndex &tensors)
{
    return {folder.config, tensors, folder.weightsFile, folder.head ? &*folder.head : nullptr};
}

/// Sites in the order of the tree; a delta without any says so.
void sortSites(BuiltDelta &delta)
{
    std::stable_sort(delta.info.taps.begin(), delta.info.taps.end(),
                     [](const TapInfo &a, const TapInfo &b) { return a.module < b.module; });
    std::stable_sort(delta.taps.begin(), delta.taps.end(),
                     [](const SiteTap &a, const SiteTap &b) { return a.module < b.module; });
    if (delta.taps.empty())
        delta.info.problems.push_back(
            {"no-effect", Problem::Severity::Warning, "it changes no module of this backbone"});
}

/// What every delta needs once its tensors are read: sites in order, and a look at what it does.
void finish(BuiltDelta &delta)
{
    sortSites(delta);
    if (!delta.taps.empty()
        && std::all_of(delta.taps.begin(), delta.taps.end(), [](const SiteTap &site) { return site.tap->isIdle(); }))
        delta.info.problems.push_back({"no-effect", Problem::Severity::Warning,
                                       "every update is zero: attached or not, the outputs are the same"});
}

/// The modules that the configuration names must be there, even if the saved keys fit.
void expectTargets(const Host &host, const DeltaFolder &folder)
{
    const std::string key(layoutOf(folder.kind->library)->targetsKey);
    if (key.empty())
        return;
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
        found = std::any_of(modules.begin(), modules.end(),
                            [&](const tree::NamedModule &module) { return pattern.fullMatch(module.name); });
    } else {
        found = !tree::deltaTargets(modules, targets, {"\n"}, {}).empty();
    }
    if (!found)
        throw Failure(Error{folder.config.path(),
                            key + ": expected modules of " + host.network.architecture + ", found " + joinNames(targets)
                                + ", which names none",
                            {},
                            "no-such-module"});
}

/// A fresh delta has something to add, or says what it wants.
[[noreturn]] void refuseEmpty(const Host &host, const DeltaFolder &made)
{
    expectTargets(host, made);
    const std::string key(layoutOf(made.kind->library)->targetsKey);
    const std::vector<std::string> targets = made.config.texts(key);
    throw Failure(Error{
        made.config.path(),
        key + ": expected modules of " + host.network.architecture + " that " + std::string(made.kind->name)
            + " can change, found "
            + (targets.empty() ? "no names, and there are no defaults for this architecture" : joinNames(targets)),
        {},
        "no-such-module"});
}

/// Keys of a fresh delta that no kind of its library has are mistakes of the user.
void expectKnownKeys(const Config &config)
{
    static constexpr std::string_view known[] = {
        "delta_type",
        "modified_modules",
        "exclude_modules",
        "unfrozen_modules",
        "common_structure",
        "backend",
        "backbone_class",
        "backbone_checkpoint_name",
        "backbone_hash",
        "transformers_version",
        "opendelta_version",
        "lora_r",
        "lora_alpha",
        "lora_dropout",
        "bottleneck_dim",
        "non_linearity",
        "sequential",
        "reduction_factor",
        "phm_c_init",
        "hypercomplex_division",
        "learn_phm",
        "hypercomplex_nonlinearity",
        "shared_phm_rule",
        "factorized_phm",
        "shared_W_phm",
        "factorized_phm_rule",
        "phm_rank",
        "phm_init_range",
        "kronecker_prod",
        "use_bias_up_sampler",
        "use_bias_down_sampler",
        "low_rank_w_init",
        "low_rank_rank",
        "scaled",
        "prefix_token_num",
        "reparameterize",
        "embed_dim",
        "mid_dim",
        "soft_token_num",
        "init_range",
        "token_init",
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
    return path.substr(0, prefix.size()) == prefix ? lookUp(path.substr(prefix.size()))
                                                   : lookUp(prefix + std::string(path));
}

BuiltDelta buildSaved(const Host &host, DeltaFolder folder)
{
    const auto files = std::make_shared<const DeltaFolder>(std::move(folder));
    BuiltDelta delta = files->kind->build(host, sourceOf(*files, files->tensors));
    expectTargets(host, *files);
    delta.files = files;
    if (!delta.info.head)
        delta.info.head = broughtHead(*files);
    delta.info.problems.insert(delta.info.problems.begin(), files->notes.begin(), files->notes.end());
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
        delta = folder.kind->build(host, sourceOf(folder, index));
    } catch (const c10::Error &) { // a step of the kind's own needs numbers
        delta = folder.kind->build(host, sourceOf(folder, folder.tensors));
    }
    sortSites(delta);
    return delta;
}

BuiltDelta buildFresh(const Host &host, const nlohmann::json &values, std::uint64_t seed)
{
    const std::string name = "the new delta";
    const Config config(values, name);
    for (const DeltaLayout &layout : deltaLayouts()) {
        if (layout.library == "adapterhub" || !config.has(layout.kindKey))
            continue;
        expectKnownKeys(config);
        const DeltaKind &kind = kindOf(config, layout);
        if (!kind.fresh)
            throw Failure(name, std::string(layout.kindKey) + ": expected a kind that can be made here, found "
                                    + std::string(kind.name));
        DeltaFolder made = heldFolder(layout, values, kind.fresh(host, config, seed), name);
        if (made.tensors.entries().empty())
            refuseEmpty(host, made);
        return buildSaved(host, std::move(made));
    }
    throw Failure(Error{"the new delta",
                        "expected delta_type or peft_type, found neither; OpenDelta's kinds: " + kindNames("opendelta"),
                        {},
                        "not-a-delta"});
}

} // namespace deltascope::nn
