#pragma once

// PEFT's kinds (peft/tuners/*): how adapter_config.json and adapter_model's keys become taps.
#include "nn/backbone.h"
#include "nn/delta/keys.h"
#include "nn/delta/shared/assembly.h"
#include "nn/delta/shared/tuned.h"
#include "nn/layers/leaf.h"
#include "nn/weights.h"

#include <functional>
#include <map>
#include <set>

namespace deltascope::nn {

namespace peft {

/// The tensors of one adapted module, by what follows its path: "lora_A.weight".
struct SavedSite {
    std::string path;
    int module;
    /// PEFT wraps a module under one of its names; false where the network calls it by the others alone (T5's shared).
    bool isReached = true;
    std::map<std::string, const io::TensorEntry *> tensors;
    mutable std::set<std::string> read = {}; ///< names that entry() was asked for

    bool has(const std::string &name) const { return tensors.count(name); }
    /// Throws Failure (missing-weight).
    const io::TensorEntry &entry(const DeltaSource &source, const std::string &name) const;
};

/// Saved keys "base_model.model.<path>.<container>[.weight]" grouped by module. Throws Failure (no-such-module) for a
/// module that the backbone lacks.
struct Saved {
    std::vector<SavedSite> sites;
    std::map<std::string, const io::TensorEntry *> shared; ///< one for all modules: "vera_A"
    std::vector<TunedEntry> others; ///< whole modules and biases, under the backbone's names
};

/// First parts of the keys that belong to a kind: "hada_w1_a".
using Containers = std::vector<std::string_view>;
using AddSite = std::function<void(const Saved &saved, const SavedSite &site, BuiltDelta &delta)>;

/// A delta of which `add` is called for every saved module; tuned weights beside them replace the backbone's.
BuiltDelta build(const Host &host, const DeltaSource &source, const Containers &containers, const AddSite &add);
/// What the rack shows; a rank among it is in the badge.
BuiltDelta begin(const DeltaSource &source);
Saved savedSites(const Host &host, const DeltaSource &source, const Containers &containers);
/// Whole modules and biases saved beside: they replace the backbone's; all but a wrapped module's own weight were
/// trained.
void replaceTuned(const Host &host, const DeltaSource &source, const Saved &saved, BuiltDelta &delta);

/// A tap at a site; the tree lists the site's tensors, all but those named in `constant` count as parameters.
void addTap(BuiltDelta &delta, const SavedSite &site, std::shared_ptr<const Tap> tap, std::string formula,
            double scale = 1, const std::set<std::string> &constant = {});

/// The tensor as float32 of its own; throws Failure (missing-weight, shape-mismatch).
at::Tensor load(const SavedSite &site, const DeltaSource &source, const std::string &name, const Shape &expected);
/// Of a shape that only the file knows, with so many dimensions.
at::Tensor loadFree(const SavedSite &site, const DeltaSource &source, const std::string &name, std::size_t dimensions);

/// A tap that changes nothing, in place of one that PEFT's network never reaches.
std::shared_ptr<const Tap> unreachedTap();

/// The module if it is a Linear or a Conv1D; throws Failure (shape-mismatch).
const Leaf &linearAt(const Host &host, const DeltaSource &source, const SavedSite &site);

/// The value of the first pattern that the module's name ends with (rank_pattern, alpha_pattern), else the global one.
double patternValue(const Config &config, std::string_view key, const std::string &module, double otherwise);
std::int64_t patternSize(const Config &config, std::string_view key, const std::string &module, std::int64_t otherwise);

/// Modules that target_modules, exclude_modules, modules_to_save, layers_to_transform and layers_pattern choose
/// (peft/tuners/tuners_utils.py); without target_modules those of `defaults`, the family's. Throws Failure
/// (no-such-module).
std::vector<int> targets(const Host &host, const Config &config, const std::vector<std::string> &defaults);
/// Of the backbone's family; none for one that is only a tree.
PeftDefaults familyDefaults(const Host &host);

/// `own` keys of a kind, and those that all kinds have which adapt modules.
std::vector<KeyInfo> withTargets(std::vector<KeyInfo> own);
/// A delta that puts the saved prompt_embeddings in front of the embedded text.
BuiltDelta buildPrompt(const Host &host, const DeltaSource &source);
/// `own` keys of a kind, and those that all kinds have which put virtual tokens in front.
std::vector<KeyInfo> withPrompt(std::vector<KeyInfo> own);

/// True for a module, or a key below one, that modules_to_save names: it is saved whole.
bool isWhole(const Config &config, const std::string &name);

} // namespace peft
} // namespace deltascope::nn
