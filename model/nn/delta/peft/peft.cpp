#include "nn/delta/peft/peft.h"

#include "core/outcome.h"
#include "core/utf8.h"
#include "nn/delta/findings.h"
#include "tree/addressing.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::peft {

namespace {

constexpr std::string_view prefix = "base_model.model.", wrapped = ".base_layer";

std::string withoutWrapping(std::string name)
{
    for (std::size_t at; (at = name.find(std::string(wrapped) + ".")) != std::string::npos;)
        name.erase(at, wrapped.size());
    return name;
}

/// bias="all" saves the biases of a module to save three times: under its own name, as the copy and as the original.
bool isCopyOfSaved(const std::string &name)
{
    return name.find(".modules_to_save.") != std::string::npos || name.find(".original_module.") != std::string::npos;
}

class UnreachedTap : public Tap {
public:
    bool changesOutput() const override { return false; }
    bool isIdle() const override { return true; }
    std::optional<LeafParams> merged(const Leaf &, const LeafParams &params, double) const override { return params; }
};

/// PEFT puts its copy under one of a module's names; the network calls it by the others (T5's shared).
bool hasOtherNames(const Host &host, int module)
{
    return std::any_of(host.network.modules.begin(), host.network.modules.end(),
                       [&](const ModuleInfo &other) { return other.sameAs >= 0 && other.sameAs == module; });
}

/// Where the container's part of a key begins; npos if the key belongs to none.
std::size_t containerAt(std::string_view key, const Containers &containers)
{
    for (const std::string_view container : containers) {
        const std::size_t found = key.rfind(container);
        const std::size_t end = found + container.size();
        if (found != std::string_view::npos && (found == 0 || key[found - 1] == '.')
            && (end == key.size() || key[end] == '.'))
            return found;
    }
    return std::string_view::npos;
}

} // namespace

const io::TensorEntry &SavedSite::entry(const DeltaSource &source, const std::string &name) const
{
    const auto found = tensors.find(name);
    if (found == tensors.end())
        throw Failure(
            Error{source.file,
                  path + "." + name + ": expected beside " + tensors.begin()->second->name + ", found no such key",
                  {},
                  "missing-weight"});
    read.insert(name);
    return *found->second;
}

Saved savedSites(const Host &host, const DeltaSource &source, const Containers &containers)
{
    Saved saved;
    std::vector<SoughtModule> sought;
    std::map<std::string, std::size_t> known;
    for (const io::TensorEntry &entry : source.tensors.entries()) {
        std::string_view key = entry.name;
        for (const std::string_view start : {prefix, std::string_view("base_model.")})
            if (key.substr(0, start.size()) == start) {
                key.remove_prefix(start.size());
                break;
            }
        const std::size_t at = containerAt(key, containers);
        if (at == 0) {
            saved.shared.emplace(key, &entry);
            continue;
        }
        if (at == std::string_view::npos) {
            saved.others.push_back({&entry, std::string(key)});
            continue;
        }
        std::string module = withoutWrapping(std::string(key.substr(0, at)));
        module.pop_back();
        const auto [place, added] = known.try_emplace(module, saved.sites.size());
        if (added) {
            sought.push_back({module, entry.name, host.find(module)});
            saved.sites.push_back({module, sought.back().module, !hasOtherNames(host, sought.back().module), {}});
        }
        saved.sites[place->second].tensors.emplace(key.substr(at), &entry);
    }
    expectModules(host, source.file, sought);
    return saved;
}

namespace {

/// A key that is set and that its kind does not read may change what the delta computes.
void expectKnownKeys(const DeltaSource &source)
{
    const KeyReview review = reviewKeys(source.kind, source.whole);
    for (const auto *names : {&review.unknown, &review.unsupported})
        if (!names->empty())
            throw Failure(
                Error{source.whole.path(),
                      names->front() + ": expected null or a key that this program knows, found "
                          + utf8::readable(source.whole.json()
                                               .at(names->front())
                                               .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace),
                                           80),
                      "it may change what the delta computes, so the delta is not run without it", "unexpected-key"});
}

} // namespace

BuiltDelta begin(const DeltaSource &source)
{
    expectKnownKeys(source);
    for (const KeyInfo &key : source.kind.keys)
        if (key.type == KeyType::Texts)
            (void)source.config.texts(key.name); // throws where it is none, whether it is read or not
    BuiltDelta delta = beginDelta(source);
    if (const std::vector<std::string> prepared = reviewKeys(source.kind, source.whole).prepared; !prepared.empty())
        delta.info.problems.push_back(
            {"training-key", Problem::Severity::Note,
             joinNames(prepared) + ": of the training, nothing to what the delta computes now"});
    if (const std::string_view rank = source.kind.rankKey; !rank.empty() && source.config.has(rank))
        delta.info.summary += " r" + std::to_string(source.config.size(rank));
    return delta;
}

BuiltDelta build(const Host &host, const DeltaSource &source, const Containers &containers, const AddSite &add)
{
    BuiltDelta delta = begin(source);
    const Saved saved = savedSites(host, source, containers);
    if (saved.sites.empty())
        throw Failure(Error{source.file,
                            "expected " + std::string(containers.front()) + " of modules that target_modules "
                                + joinNames(delta.info.targets) + " names, found none",
                            {},
                            "missing-weight"});
    for (const SavedSite &site : saved.sites) {
        add(saved, site, delta);
        for (const auto &[name, entry] : site.tensors)
            // A site that its kind passes over whole is saved once more under another name (T5's tied tables).
            if (!site.read.empty() && site.read.count(name) == 0 && !source.kind.isFrozen(name))
                delta.addUnexpected(entry->name, "is not what this delta's configuration asks for and is ignored");
    }
    replaceTuned(host, source, saved, delta);
    return delta;
}

void replaceTuned(const Host &host, const DeltaSource &source, const Saved &saved, BuiltDelta &delta)
{
    std::vector<TunedEntry> tuned;
    std::set<std::string_view> wrappedModules;
    for (const SavedSite &site : saved.sites)
        wrappedModules.insert(site.path);
    for (const auto &[entry, name] : saved.others) {
        if (isCopyOfSaved(name))
            continue;
        if (const std::string_view path(name); wrappedModules.count(path.substr(0, path.rfind('.')))) {
            delta.addUnexpected(entry->name, "is not what PEFT has there (its module is base_layer) and is ignored");
            continue;
        }
        if (!name.ends_with(".base_layer.weight")) // an embedding or a head saved for its size
            delta.info.parameterCount += elementCount(entry->shape).value_or(0);
        tuned.push_back({entry, withoutWrapping(name)});
    }
    const bool isTied = source.config.flag("ensure_weight_tying", false);
    const auto reach = [&](const std::string &key) {
        if (isTied || !isWhole(source.config, key))
            return Tuning::Reach::Tied;
        return hasOtherNames(host, host.find(key.substr(0, key.rfind('.')))) ? Tuning::Reach::Nowhere
                                                                             : Tuning::Reach::Alone;
    };
    nn::replaceTuned(host, source, tuned, delta, {.reach = reach});
}

namespace {

/// As PEFT's own module would read in the tree.
std::string typeOf(const std::string &container, bool isBareTensor)
{
    return container == "lora_magnitude_vector" ? "DoraLinearLayer" : isBareTensor ? "ParameterDict" : "Linear";
}

} // namespace

void addTap(BuiltDelta &delta, const SavedSite &site, std::shared_ptr<const Tap> tap, std::string formula, double scale,
            const std::set<std::string> &constant)
{
    TapInfo info;
    info.formula = std::move(formula);
    info.scale = scale;
    std::int64_t constants = 0;
    for (const auto &[name, entry] : site.tensors) {
        const std::size_t dot = name.rfind('.');
        const std::string path = name.substr(0, dot),
                          param = dot == std::string::npos ? "default" : name.substr(dot + 1);
        if (info.modules.empty() || info.modules.back().path != path)
            info.modules.push_back({path, typeOf(path, dot == std::string::npos), {}});
        info.modules.back().params.push_back({param, entry->shape});
        if (constant.count(name))
            constants += elementCount(entry->shape).value_or(0);
    }
    nn::addTap(delta, site.module, std::move(tap), std::move(info));
    delta.info.parameterCount -= constants;
    delta.info.constantCount += constants;
}

at::Tensor load(const SavedSite &site, const DeltaSource &source, const std::string &name, const Shape &expected)
{
    return source.tensor(site.entry(source, name), expected);
}

at::Tensor loadFree(const SavedSite &site, const DeltaSource &source, const std::string &name, std::size_t dimensions)
{
    const io::TensorEntry &entry = site.entry(source, name);
    if (entry.shape.size() != dimensions)
        throw Failure(Error{source.file,
                            entry.name + ": expected " + std::to_string(dimensions) + " dimensions, found shape "
                                + toText(entry.shape),
                            {},
                            "shape-mismatch"});
    return source.tensor(entry);
}

std::shared_ptr<const Tap> unreachedTap() { return std::make_shared<UnreachedTap>(); }

const Leaf &linearAt(const Host &host, const DeltaSource &source, const SavedSite &site)
{
    const Block *block = host.blocks[site.module];
    if (dynamic_cast<const Linear *>(block) || dynamic_cast<const Conv1D *>(block))
        return dynamic_cast<const Leaf &>(*block);
    throw Failure(Error{source.file,
                        site.tensors.begin()->second->name + ": expected a Linear or a Conv1D, found "
                            + host.network.modules[site.module].type,
                        {},
                        "shape-mismatch"});
}

double patternValue(const Config &config, std::string_view key, const std::string &module, double otherwise)
{
    if (!config.has(key))
        return otherwise;
    const nlohmann::json &patterns = config.json().at(std::string(key));
    if (!patterns.is_object())
        config.refuse(key, "an object from pattern to number");
    for (const std::string &pattern : config.keysOf(key)) { // the first that matches counts
        const nlohmann::json &value = patterns.at(pattern);
        if (!value.is_number())
            config.refuse(key, "an object from pattern to number");
        if (tree::Pattern("(.*\\.)?(" + pattern + ")$").fullMatch(module))
            return value;
    }
    return otherwise;
}

std::int64_t patternSize(const Config &config, std::string_view key, const std::string &module, std::int64_t otherwise)
{
    const double value = patternValue(config, key, module, static_cast<double>(otherwise));
    if (value < 1 || value >= 2147483648.0 || value != std::floor(value))
        config.refuse(key, "whole numbers from 1");
    return static_cast<std::int64_t>(value);
}

} // namespace deltascope::nn::peft
