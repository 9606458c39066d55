#pragma once

// OpenDelta's eight kinds (opendelta/delta_models/*.py): how their configuration and saved keys become taps.
#include "nn/delta/keys.h"
#include "nn/delta/shared/assembly.h"
#include "nn/delta/shared/tuned.h"
#include "nn/delta/taps/bottleneck.h"
#include "nn/layers/activation.h"
#include "nn/weights.h"

#include <functional>
#include <map>

namespace deltascope::nn {

namespace opendelta {

/// The saved tensors of one delta layer at one site, by parameter path below the layer ("lora_A",
/// "modulelist.up_proj.bias").
struct SavedLayer {
    int module;
    std::string layer; ///< "lora", "lora_1", ...
    std::map<std::string, const io::TensorEntry *> tensors;
};

/// Saved keys "<site>.<name or name_N>.<parameter>" grouped by site, in the order of the file. Keys that belong to no
/// such layer are left in `others`. Throws Failure (no-such-module) for a site that the backbone lacks.
std::vector<SavedLayer> savedLayers(const Host &host, const DeltaSource &source, std::string_view name,
                                    std::vector<TunedEntry> &others);

/// Sites of a fresh delta: modified_modules (or the kind's defaults, by common names), exclude_modules. Throws Failure
/// if nothing matches.
std::vector<int> freshSites(const Host &host, const Config &config, const std::vector<std::string> &defaults);

/// The tensor as float32 of its own; throws Failure (shape-mismatch, missing-weight).
at::Tensor load(const SavedLayer &layer, const DeltaSource &source, const std::string &parameter,
                const Shape &expected);

/// The bottleneck of an adapter layer ("modulelist.down_proj.weight", ...) on hidden states of that width.
Bottleneck loadAdapter(const SavedLayer &layer, const DeltaSource &source, std::int64_t width, std::int64_t bottleneck,
                       Activation activation);
void addFreshAdapter(NamedTensors &tensors, const std::string &path, std::int64_t width, std::int64_t bottleneck,
                     at::Generator &generator);
/// How the tree shows it.
std::vector<TapModule> adapterModules(const std::string &layer, std::string_view type, const Bottleneck &bottleneck);

/// One of the two low-rank or hypercomplex linears of an adapter, [in -> out]: what the tree shows and the dense weight
/// [out, in].
struct Sampler {
    std::vector<ParamInfo> params;
    Bottleneck::Layer layer;
};
/// The tap of an adapter made of two samplers.
void addSamplers(BuiltDelta &delta, int module, const std::string &layer, std::string_view type, std::string_view part,
                 Sampler down, Sampler up, Activation activation);

/// Tensors U(-b, b) or N(0, b) as nn.init.xavier_* with gain sqrt 2 draw them (matrices of rows x columns).
at::Tensor glorot(const Shape &shape, std::int64_t rows, std::int64_t columns, std::string_view how,
                  at::Generator &generator);

/// Activation by OpenDelta's names (layers/activations.py), else by transformers'.
Activation activation(const Config &config);

/// Of the kinds that change modules which the user may name.
std::vector<KeyInfo> withTargets(std::vector<KeyInfo> own);
/// Of the kinds with a bottleneck between two linears.
KeyInfo activationKey();

} // namespace opendelta
} // namespace deltascope::nn
