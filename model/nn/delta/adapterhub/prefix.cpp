// AdapterHub's prefix tuning (adapters/methods/prefix_tuning.py; Li and Liang 2021): one pool of keys and values for
// all attentions of a place, flat or from a small network, each times a gate if there is one.
#include "nn/delta/adapterhub/adapterhub.h"
#include "nn/delta/taps/fronttaps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <algorithm>

namespace deltascope::nn::adapterhub {

namespace {

/// Keys and values times the mean gates of what the attention reads.
class GatedPrefixTap : public Tap {
public:
    GatedPrefixTap(KeyValue front, Gate gate)
        : m_front(std::move(front))
        , m_gate(std::move(gate))
    {
    }
    bool changesOutput() const override { return false; }
    bool keepsInput() const override { return true; }
    bool isPrefix() const override { return true; }
    KeyValue prefix(const TapCall &, const at::Tensor &x) const override
    {
        const at::Tensor gates = m_gate(x); // [rows, 1, 1 or 2]
        const auto factor = [&](std::int64_t i) { return gates.select(-1, i).reshape({-1, 1, 1, 1}); };
        return {m_front.key * factor(0), m_front.value * factor(gates.size(-1) - 1), m_front.distances};
    }

private:
    KeyValue m_front;
    Gate m_gate;
};

struct Attention {
    int module;
    KeyHeads heads;
    bool takes = true; ///< a prefix; false in layers that leave_out names
    KeyValue::Distances distances = KeyValue::Distances::FromZero;

    std::int64_t width() const { return heads.count * heads.size; }
};

enum class Place { Self, Encoder, Cross };

/// The attentions of a place, in the order in which the library counts them.
std::vector<Attention> attentionsOf(const Work &work, Place place)
{
    const std::vector<std::int64_t> without = work.config.integers("leave_out");
    const bool twoStacks = work.host.config.flag("is_encoder_decoder", false);
    std::vector<Attention> list;
    for (std::size_t i = 0; i < work.host.blocks.size(); ++i) {
        const auto heads = work.host.blocks[i]->keyHeads();
        const std::string &name = work.host.network.modules[i].name;
        if (!heads || work.host.network.modules[i].sameAs >= 0)
            continue;
        Place own = Place::Self;
        if (name.ends_with("encoder_attn") || name.ends_with("EncDecAttention"))
            own = Place::Cross;
        else if (twoStacks && (name.rfind("encoder.", 0) == 0 || name.find(".encoder.") != std::string::npos))
            own = Place::Encoder;
        if (own == place)
            list.push_back({static_cast<int>(i), *heads,
                            std::find(without.begin(), without.end(), layerOf(work.host, name)) == without.end()});
    }
    return list;
}

/// T5 hands the first attention's bias of distances on from layer to layer; one with another number of keys than the
/// bias counts goes on without distances, and so do those behind it. Keys are counted with the prefix, queries without.
void followDistances(const Work &work, std::vector<Attention> &attentions)
{
    const bool handsOn
        = std::any_of(work.host.network.modules.begin(), work.host.network.modules.end(),
                      [](const ModuleInfo &module) { return module.name.ends_with(".relative_attention_bias"); });
    if (!handsOn || attentions.empty())
        return;
    bool counted = attentions.front().takes;
    auto distances = KeyValue::Distances::FromZero;
    for (Attention &attention : attentions) {
        if (attention.takes != std::exchange(counted, attention.takes))
            distances = KeyValue::Distances::None;
        attention.distances = distances;
    }
}

/// The pool's numbers [p, values of all attentions], and how the tree shows what makes them.
struct Pool {
    at::Tensor values;
    std::vector<TapModule> modules;
};

Pool loadPool(const Work &work, const SavedPart &part, const std::string &place, std::int64_t total)
{
    const std::int64_t tokens = work.config.size("prefix_length");
    const std::string path = "prefix_tunings." + part.name + "." + place;
    if (part.holds(place + ".control_trans")) {
        const Shape shape{tokens * total};
        return {load(work, part, place + ".control_trans", shape).view({tokens, total}),
                {{path, "FlatPrefixTuning", {{"control_trans", shape}}}}};
    }
    const Shape &table = shapeOf(work, part, place + ".wte.weight"),
                &first = shapeOf(work, part, place + ".control_trans.0.weight");
    const std::int64_t width = table.size() == 2 ? table[1] : 0, inner = first.empty() ? 0 : first.front();
    const auto get = [&](const char *name, const Shape &shape) { return load(work, part, place + "." + name, shape); };
    const at::Tensor hidden
        = at::linear(get("wte.weight", {tokens, width}), get("control_trans.0.weight", {inner, width}),
                     get("control_trans.0.bias", {inner}));
    return {at::linear(activation(work)(hidden), get("control_trans.2.weight", {total, inner}),
                       get("control_trans.2.bias", {total})),
            {{path, "PrefixTuning", {}},
             {path + ".wte", "Embedding", {{"weight", {tokens, width}}}},
             {path + ".control_trans", "Sequential", {}},
             {path + ".control_trans.0", "Linear", {{"weight", {inner, width}}, {"bias", {inner}}}},
             {path + ".control_trans.2", "Linear", {{"weight", {total, inner}}, {"bias", {total}}}}}};
}

std::optional<Gate> gateAt(const Work &work, int module, std::vector<TapModule> &modules)
{
    if (!work.config.flag("use_gating"))
        return std::nullopt;
    for (const SavedPart *part : partsOf(work, "prefix_gates")) {
        const std::string path
            = part->path.ends_with(".prefix_tuning") ? part->path.substr(0, part->path.rfind('.')) : part->path;
        if (moduleAt(work, *part, path) != module)
            continue;
        const std::int64_t outputs = work.config.flag("shared_gating") ? 1 : 2,
                           width = work.host.blocks[module]->inputWidth();
        modules.push_back(
            {"prefix_gates." + part->name, "Linear", {{"weight", {outputs, width}}, {"bias", {outputs}}}});
        return loadGate(work, *part, "", outputs, width);
    }
    throw Failure(Error{work.file,
                        "prefix_gates: expected one at " + work.host.network.modules[module].name + ", found none",
                        {},
                        "missing-weight"});
}

void addPool(const Work &work, const SavedPart &part, const std::string &name, Place place)
{
    std::vector<Attention> attentions = attentionsOf(work, place);
    if (place != Place::Cross)
        followDistances(work, attentions);
    std::int64_t total = 0;
    for (const Attention &attention : attentions)
        total += attention.takes ? 2 * attention.width() : 0;
    if (total == 0)
        throw Failure(Error{work.file,
                            part.tensors.begin()->second->name + ": expected attentions for " + name + " in "
                                + work.host.network.architecture + ", found none",
                            {},
                            "no-such-module"});
    Pool pool = loadPool(work, part, name, total);
    std::int64_t at = 0;
    for (const Attention &attention : attentions) {
        const std::int64_t width = attention.width();
        const auto heads
            = [&](const at::Tensor &flat) { return splitPrefix(flat.contiguous(), attention.heads.count); };
        if (!attention.takes) {
            const at::Tensor none = at::empty({1, attention.heads.count, 0, attention.heads.size});
            if (attention.distances == KeyValue::Distances::None)
                work.delta.taps.push_back(
                    {attention.module, std::make_shared<PrefixTap>(KeyValue{none, none, attention.distances})});
            continue;
        }
        KeyValue front{heads(pool.values.narrow(1, at, width)), heads(pool.values.narrow(1, at + width, width)),
                       attention.distances};
        at += 2 * width;
        TapInfo info;
        info.modules = std::exchange(pool.modules, {});
        const std::optional<Gate> gate = gateAt(work, attention.module, info.modules);
        info.formula = gate ? "attention reads [g·prefix keys; K] and [g·prefix values; V]"
                            : "attention reads [prefix keys; K] and [prefix values; V]";
        std::shared_ptr<const Tap> tap;
        if (gate)
            tap = std::make_shared<GatedPrefixTap>(std::move(front), *gate);
        else
            tap = std::make_shared<PrefixTap>(std::move(front));
        nn::addTap(work.delta, attention.module, std::move(tap), std::move(info));
    }
}

void addPrefixes(const Work &work)
{
    DeltaInfo &info = work.delta.info;
    info.kind = "prefix_tuning";
    info.summary = "prefix p" + std::to_string(work.config.size("prefix_length"));
    info.hasStrength = false;
    const auto parts = partsOf(work, "prefix_tunings"); // every attention repeats the pool
    if (parts.empty())
        throw Failure(Error{work.file, "expected keys prefix_tunings.<name>, found none", {}, "missing-weight"});
    for (const SavedPart *part : parts)
        part->used = true;
    const SavedPart &pool = *parts.front();
    constexpr std::pair<const char *, Place> places[] = {{"encoder_prefix", Place::Encoder},
                                                         {"self_prefix", Place::Self},
                                                         {"self", Place::Self},
                                                         {"cross_prefix", Place::Cross}};
    for (const auto &[name, place] : places)
        if (const auto first = pool.tensors.lower_bound(std::string(name) + ".");
            first != pool.tensors.end() && first->first.rfind(std::string(name) + ".", 0) == 0)
            addPool(work, pool, name, place);
}

BuiltDelta buildPrefixTuning(const Host &host, const DeltaSource &source)
{
    return buildPart(host, source, addPrefixes);
}

} // namespace

DeltaKind prefixTuning()
{
    return {.library = "adapterhub",
            .name = "prefix_tuning",
            .title = "Prefix tuning (AdapterHub)",
            .says = "trained keys and values in front of those of every attention",
            .build = buildPrefixTuning,
            .keys = {{"prefix_length", KeyType::Whole, "30", {}, KeyPlace::Rack},
                     {"flat", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"bottleneck_size", KeyType::Whole, "512", {}, KeyPlace::Rack},
                     {"non_linearity", KeyType::Text, "linear", {}, KeyPlace::Rack},
                     {"encoder_prefix", KeyType::Flag, "True", {}, KeyPlace::Rack},
                     {"cross_prefix", KeyType::Flag, "True", {}, KeyPlace::Rack},
                     {"use_gating", KeyType::Flag, "False", {}, KeyPlace::Rack},
                     {"leave_out", KeyType::Wholes, {}, {}, KeyPlace::Rack},
                     {"shared_gating", KeyType::Flag, "True"},
                     recordKey("architecture", KeyType::Text),
                     trainingKey("init_weights_seed", KeyType::Whole),
                     trainingKey("dropout", KeyType::Number, "0")}};
}

} // namespace deltascope::nn::adapterhub
