#pragma once

// PEFT's kinds (peft/tuners/*): how adapter_config.json and adapter_model's keys become taps.
#include "nn/delta/delta.h"
#include "nn/weights.h"

#include <map>

namespace deltascope::nn {

BuiltDelta buildPeftLora(const Host &host, const DeltaSource &source);

namespace peft {

/// The tensors of one adapted module, by what follows its path: "lora_A.weight".
struct SavedSite {
    std::string path;
    int module;
    std::map<std::string, const io::TensorEntry *> tensors;
};

/// Saved keys "base_model.model.<path>.<container>[.weight]" grouped by module; `containers` are the first parts that
/// belong to the kind ("lora_A", ...). Other keys come back under the backbone's names (whole modules, biases). Throws
/// Failure (no-such-module) for a module that the backbone lacks.
struct Saved {
    std::vector<SavedSite> sites;
    std::vector<io::TensorEntry> others;
};
Saved savedSites(const Host &host, const DeltaSource &source, const std::vector<std::string_view> &containers);

/// The tensor as float32 of its own; throws Failure (missing-weight, shape-mismatch).
at::Tensor load(const SavedSite &site, const DeltaSource &source, const std::string &name, const Shape &expected);

/// The value of the first pattern that the module's name ends with (rank_pattern, alpha_pattern), else the global one.
double patternValue(const Config &config, std::string_view key, const std::string &module, double otherwise);

} // namespace peft
} // namespace deltascope::nn
