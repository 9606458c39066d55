// From a folder, or the values of a new delta, to taps at the sites of an open model.
#include "nn/delta/broughthead.h"
#include "nn/delta/delta.h"
#include "nn/delta/findings.h"
#include "nn/delta/keys.h"

#include "core/outcome.h"
#include "nn/weights.h"
#include "tree/addressing.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace deltascope::nn {

namespace {

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

/// Keys of a fresh delta that its kind does not have are mistakes of the user.
void expectKnownKeys(const DeltaKind &kind, const Config &config)
{
    const auto refuse = [&](const std::string &key) {
        throw Failure(config.path(), key + ": expected a key of " + std::string(kind.name)
                                         + " that this program knows, found another");
    };
    for (const auto &[key, value] : config.json().items())
        if (!keyOf(kind, key))
            refuse(key);
    for (const std::string &key : reviewKeys(kind, config).unsupported)
        refuse(key);
}

BuiltDelta build(const Host &host, const DeltaFolder &folder, const io::CheckpointIndex &tensors,
                 const LiveTensors *live = nullptr)
{
    const Config own = kindConfig(*folder.kind, folder.config);
    return folder.kind->build(host, {*folder.kind, own, folder.config, tensors, folder.weightsFile,
                                     folder.head ? &*folder.head : nullptr, live});
}

} // namespace

bool DeltaKind::isFrozen(const std::string &tensor) const
{
    return std::any_of(frozen.begin(), frozen.end(),
                       [&](std::string_view part) { return tensor.find(part) != std::string::npos; });
}

at::Tensor DeltaSource::tensor(const io::TensorEntry &entry) const
{
    return isLive(entry) ? live->at(entry.name) : mappedTensor(entry).to(at::kFloat, false, true);
}

at::Tensor DeltaSource::tensor(const io::TensorEntry &entry, const Shape &expected) const
{
    if (entry.shape != expected)
        throw Failure(Error{file,
                            entry.name + ": expected shape " + toText(expected) + ", found " + toText(entry.shape),
                            {},
                            "shape-mismatch"});
    return tensor(entry);
}

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
    BuiltDelta delta = build(host, *files, files->tensors);
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
        delta = build(host, folder, index);
    } catch (const c10::Error &) { // a step of the kind's own needs numbers
        delta = build(host, folder, folder.tensors);
    }
    sortSites(delta);
    return delta;
}

LiveTensors liveTensors(const DeltaFolder &folder)
{
    LiveTensors live;
    std::map<std::tuple<std::uint64_t, std::uint64_t, Shape>, at::Tensor>
        byStorage; // one that has several names is one
    for (const io::TensorEntry &entry : folder.tensors.entries()) {
        if (!isFloating(entry.dtype) || folder.kind->isFrozen(entry.name))
            continue;
        at::Tensor &tensor = byStorage[{entry.storageKey, entry.offset, entry.shape}];
        if (!tensor.defined())
            tensor = mappedTensor(entry).to(at::kFloat, false, true).requires_grad_();
        live.emplace(entry.name, tensor);
    }
    return live;
}

BuiltDelta buildLive(const Host &host, const DeltaFolder &folder, const LiveTensors &live)
{
    BuiltDelta delta = build(host, folder, folder.tensors, &live);
    sortSites(delta);
    return delta;
}

DeltaFolder withTensors(const DeltaFolder &folder, const LiveTensors &live)
{
    NamedTensors tensors;
    for (const io::TensorEntry &entry : folder.tensors.entries()) {
        const auto found = live.find(entry.name);
        tensors.emplace_back(entry.name, found == live.end() ? mappedTensor(entry) : found->second.detach());
    }
    DeltaFolder with = folder;
    with.tensors = heldCheckpoint(folder.weightsFile, tensors);
    return with;
}

BuiltDelta buildFresh(const Host &host, const nlohmann::json &values, std::uint64_t seed)
{
    const std::string name = "the new delta";
    const Config config(values, name);
    for (const DeltaLayout &layout : deltaLayouts()) {
        if (layout.library == "adapterhub" || !config.has(layout.kindKey))
            continue;
        const DeltaKind &kind = kindOf(config, layout);
        if (!kind.fresh)
            throw Failure(name, std::string(layout.kindKey) + ": expected a kind that can be made here, found "
                                    + std::string(kind.name));
        expectKnownKeys(kind, config);
        DeltaFolder made = heldFolder(layout, values, kind.fresh(host, kindConfig(kind, config), seed), name);
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
