#pragma once

// PEFT's kinds (peft/tuners/*): how adapter_config.json and adapter_model's keys become taps.
#include "nn/delta/delta.h"
#include "nn/layers/leaf.h"
#include "nn/weights.h"

#include <functional>
#include <map>
#include <set>

namespace deltascope::nn {

BuiltDelta buildPeftLora(const Host &host, const DeltaSource &source);
NamedTensors freshPeftLora(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildPeftAdaLora(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftVera(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftRandLora(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftDelora(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftVbLora(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftLoha(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftLokr(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftFourierFt(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftShira(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftC3a(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftBone(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftMiss(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftIa3(const Host &host, const DeltaSource &source);
NamedTensors freshPeftIa3(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildPeftOft(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftBoft(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftHra(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftRoad(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftLnTuning(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftTrainableTokens(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftPromptTuning(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftPTuning(const Host &host, const DeltaSource &source);
BuiltDelta buildPeftPrefixTuning(const Host &host, const DeltaSource &source);

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
    std::vector<io::TensorEntry> others; ///< whole modules and biases, under the backbone's names
};

/// What the kinds differ in before their formulas.
struct Form {
    std::string_view kind; ///< "loha"
    std::vector<std::string_view> hyper; ///< keys that the rack shows
    std::vector<std::string_view> containers; ///< first parts of the keys that belong to it: "hada_w1_a"
    std::string_view rankKey = "r"; ///< for the badge; empty: none
};
using AddSite = std::function<void(const Saved &saved, const SavedSite &site, BuiltDelta &delta)>;

/// A delta of that form: `add` is called for every saved module, tuned weights beside them replace the backbone's.
BuiltDelta build(const Host &host, const DeltaSource &source, const Form &form, const AddSite &add);
/// Library, kind, targets and hyper-parameters for the rack.
BuiltDelta begin(const DeltaSource &source, const Form &form);
Saved savedSites(const Host &host, const DeltaSource &source, const std::vector<std::string_view> &containers);
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
/// (peft/tuners/tuners_utils.py); without target_modules those of `defaults` by model_type. Throws Failure
/// (no-such-module).
std::vector<int> targets(const Host &host, const Config &config,
                         const std::map<std::string, std::vector<std::string>> &defaults);

/// True for a module, or a key below one, that modules_to_save names: it is saved whole.
bool isWhole(const Config &config, const std::string &name);

/// Endings of the modules whose input IA3 scales: feedforward_modules, else the model_type's.
std::vector<std::string> feedForwardModules(const Host &host, const Config &config);

} // namespace peft
} // namespace deltascope::nn
