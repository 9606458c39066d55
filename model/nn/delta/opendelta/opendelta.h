#pragma once

// OpenDelta's eight kinds (opendelta/delta_models/*.py): how their configuration and saved keys become taps.
#include "nn/delta/delta.h"
#include "nn/delta/taps/bottleneck.h"
#include "nn/delta/taps/taps.h"
#include "nn/layers/activation.h"
#include "nn/weights.h"

#include <functional>
#include <map>

namespace deltascope::nn {

BuiltDelta buildOpenDeltaLora(const Host &host, const DeltaSource &source);
NamedTensors freshOpenDeltaLora(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildOpenDeltaAdapter(const Host &host, const DeltaSource &source);
NamedTensors freshOpenDeltaAdapter(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildOpenDeltaBitfit(const Host &host, const DeltaSource &source);
NamedTensors freshOpenDeltaBitfit(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildOpenDeltaCompacter(const Host &host, const DeltaSource &source);
NamedTensors freshOpenDeltaCompacter(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildOpenDeltaLowRankAdapter(const Host &host, const DeltaSource &source);
NamedTensors freshOpenDeltaLowRankAdapter(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildOpenDeltaParallelAdapter(const Host &host, const DeltaSource &source);
NamedTensors freshOpenDeltaParallelAdapter(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildOpenDeltaPrefix(const Host &host, const DeltaSource &source);
NamedTensors freshOpenDeltaPrefix(const Host &host, const Config &config, std::uint64_t seed);
BuiltDelta buildOpenDeltaSoftPrompt(const Host &host, const DeltaSource &source);
NamedTensors freshOpenDeltaSoftPrompt(const Host &host, const Config &config, std::uint64_t seed);

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
                                    std::vector<const io::TensorEntry *> &others);

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

/// How tuned weights of the backbone stand beside what is tied to them, and beside those of other deltas.
struct Tuning {
    /// What a saved weight replaces: the parameter wherever it is tied to; in its own module alone, of which the
    /// library made a copy; nothing, since the library's network never calls that copy.
    enum class Reach { Tied, Alone, Nowhere };
    std::function<Reach(const std::string &key)> reach = [](const std::string &) { return Reach::Tied; };
    ReplaceTap::Together together = ReplaceTap::Together::Sum;
};

/// Tuned backbone weights that were saved with the delta (a head left trainable): they replace the backbone's while the
/// delta is attached.
void replaceTuned(const Host &host, const DeltaSource &source, const std::vector<const io::TensorEntry *> &others,
                  BuiltDelta &delta, const Tuning &tuning = {});

/// The leaves that read the parameter a key names, by whatever name.
std::vector<const Leaf *> tiedLeaves(const Host &host, const std::string &key);

/// Activation by OpenDelta's names (layers/activations.py), else by transformers'.
Activation activation(const Config &config, std::string_view otherwise);

/// Library, kind, targets and hyper-parameters for the rack.
BuiltDelta begin(const DeltaSource &source, std::string_view kind,
                 std::initializer_list<std::string_view> hyperParameters);

/// Those of the keys that the configuration has, for the rack.
template<class Keys>
void addHyperParameters(const Config &config, const Keys &keys, DeltaInfo &info)
{
    for (const std::string_view name : keys) {
        if (!config.has(name))
            continue;
        const nlohmann::json &value = config.json().at(std::string(name));
        info.hyper.push_back({std::string(name), value.is_string() ? value.template get<std::string>() : value.dump()});
    }
}

/// Adds a tap and its description; counts its parameters.
void addTap(BuiltDelta &delta, int module, std::shared_ptr<const Tap> tap, TapInfo info);

} // namespace opendelta
} // namespace deltascope::nn
