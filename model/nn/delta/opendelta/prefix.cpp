// OpenDelta's prefix (opendelta/delta_models/prefix.py; Li and Liang 2021): keys and values in front of an attention's
// own, as they are or, reparameterised, all of them from one small network.
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/shared/random.h"
#include "nn/delta/taps/fronttaps.h"

#include "core/outcome.h"
#include "nn/backbone.h"

#include <ATen/ATen.h>

namespace deltascope::nn::opendelta {

namespace {

/// A target, and the attention in it that takes the prefix.
struct Target {
    int site, attention;
    KeyHeads heads;
    bool ownDistances; ///< T5's first block, which holds the table of relative distances

    std::int64_t width() const { return heads.count * heads.size; }
};

Target targetAt(const Host &host, const std::string &file, int site)
{
    const auto &modules = host.network.modules;
    for (int module = site;
         module < static_cast<int>(modules.size()) && (module == site || modules[module].depth > modules[site].depth);
         ++module)
        if (const auto heads = host.blocks[module]->keyHeads()) {
            const int next = module + 1;
            bool own = false;
            for (int child = next;
                 child < static_cast<int>(modules.size()) && modules[child].depth > modules[module].depth; ++child)
                own |= modules[child].name.ends_with(".relative_attention_bias");
            return {site, module, *heads, own};
        }
    throw Failure(Error{file,
                        "modified_modules: prefix expected an attention, found " + modules[site].name + " ("
                            + modules[site].type + ")",
                        {},
                        "shape-mismatch"});
}

std::vector<Target> targetsOf(const Host &host, const Config &config)
{
    std::vector<Target> targets;
    for (const int site : freshSites(host, config, {"attn@"}))
        targets.push_back(targetAt(host, config.path(), site));
    return targets;
}

/// The module that the library hangs a prefix of its own into: T5's layer around its self-attention hands it on, BERT's
/// keeps it.
const std::string &homeOf(const Host &host, const Target &target)
{
    const auto &modules = host.network.modules;
    return modules[modules[target.site].type == "T5LayerSelfAttention" ? target.attention : target.site].name;
}

std::string layerType(const Host &host)
{
    const Family *family = familyOf(host.network.family);
    return std::string((family ? *family : Family()).prefixLayer);
}

void add(BuiltDelta &delta, const Target &target, const at::Tensor &key, const at::Tensor &value,
         std::vector<TapModule> modules)
{
    TapInfo info;
    info.formula = "attention reads [prefix keys; K] and [prefix values; V]";
    info.modules = std::move(modules);
    // The library takes T5's position bias away: the first block counts its own behind the prefix, later ones have
    // none.
    const auto distances = target.ownDistances ? KeyValue::Distances::Behind : KeyValue::Distances::None;
    addTap(delta, target.site,
           std::make_shared<PrefixTap>(
               KeyValue{splitPrefix(key, target.heads.count), splitPrefix(value, target.heads.count), distances}),
           std::move(info));
    if (target.attention != target.site)
        delta.taps.back().actsAt = target.attention;
}

void addPlain(const Host &host, const DeltaSource &source, std::int64_t tokens, std::vector<TunedEntry> &others,
              BuiltDelta &delta)
{
    for (const auto &layer : savedLayers(host, source, "prefix", others)) {
        const Target target = targetAt(host, source.file, layer.module);
        const Shape shape{tokens, target.width()};
        const at::Tensor key = load(layer, source, "past_key", shape), value = load(layer, source, "past_value", shape);
        add(delta, target, key, value, {{layer.layer, layerType(host), {{"past_key", shape}, {"past_value", shape}}}});
    }
}

/// control_trans(wte(0..p-1)), viewed as [p, 2 layers, width]: keys and values of all targets in turn.
void addReparameterized(const Host &host, const DeltaSource &source, std::int64_t tokens,
                        std::vector<TunedEntry> &others, BuiltDelta &delta)
{
    const auto layers = savedLayers(host, source, "reparams", others);
    if (layers.size() != 1)
        throw Failure(Error{source.file,
                            "expected one network reparams for all prefixes, found " + std::to_string(layers.size()),
                            {},
                            "missing-weight"});
    const auto &layer = layers.front();
    const std::vector<Target> targets = targetsOf(host, source.config);
    std::int64_t total = 0;
    for (const Target &target : targets)
        total += 2 * target.width();
    const std::int64_t embed = source.config.size("embed_dim"), mid = source.config.size("mid_dim");
    const auto get = [&](const char *name, const Shape &shape) { return load(layer, source, name, shape); };
    const at::Tensor table = get("wte.weight", {tokens, embed});
    const at::Tensor inner
        = at::linear(table, get("control_trans.0.weight", {mid, embed}), get("control_trans.0.bias", {mid})).tanh();
    const at::Tensor all
        = at::linear(inner, get("control_trans.2.weight", {total, mid}), get("control_trans.2.bias", {total}));
    std::vector<TapModule> network
        = {{layer.layer, "ReparameterizeFunction", {{"input_tokens", {tokens}}}},
           {layer.layer + ".module_list", "ModuleList", {}},
           {layer.layer + ".wte", "Embedding", {{"weight", {tokens, embed}}}},
           {layer.layer + ".control_trans", "Sequential", {}},
           {layer.layer + ".control_trans.0", "Linear", {{"weight", {mid, embed}}, {"bias", {mid}}}},
           {layer.layer + ".control_trans.2", "Linear", {{"weight", {total, mid}}, {"bias", {total}}}}};
    std::int64_t at = 0;
    for (const Target &target : targets) {
        const at::Tensor key = all.narrow(1, at, target.width()),
                         value = all.narrow(1, at + target.width(), target.width());
        at += 2 * target.width();
        const bool holds = target.site == layer.module || target.attention == layer.module
                           || host.network.modules[target.attention].parent == layer.module;
        add(delta, target, key.contiguous(), value.contiguous(),
            holds ? std::exchange(network, {}) : std::vector<TapModule>{});
    }
    delta.info.parameterCount -= tokens; // input_tokens are not trained
    delta.info.constantCount = tokens;
}

NamedTensors fresh(const Host &host, const Config &config, std::uint64_t seed)
{
    const std::int64_t tokens = config.size("prefix_token_num");
    at::Generator generator = seeded(seed);
    const std::vector<Target> targets = targetsOf(host, config);
    NamedTensors tensors;
    if (!config.flag("reparameterize")) {
        for (const Target &target : targets)
            for (const char *name : {"past_key", "past_value"})
                tensors.emplace_back(homeOf(host, target) + ".prefix." + name,
                                     at::empty({tokens, target.width()}).normal_(0, 1, generator));
        return tensors;
    }
    if (targets.empty())
        return tensors;
    std::int64_t total = 0;
    for (const Target &target : targets)
        total += 2 * target.width();
    const std::int64_t embed = config.size("embed_dim"), mid = config.size("mid_dim");
    const std::string path = host.network.modules[targets.front().site].name + ".reparams.";
    const auto linear
        = [&](const std::string &name, std::int64_t in, std::int64_t out) { // torch.nn.Linear's own initialisation
              const double bound = 1 / std::sqrt(static_cast<double>(in));
              tensors.emplace_back(path + name + ".weight", at::empty({out, in}).uniform_(-bound, bound, generator));
              tensors.emplace_back(path + name + ".bias", at::empty({out}).uniform_(-bound, bound, generator));
          };
    tensors.emplace_back(path + "wte.weight", at::empty({tokens, embed}).normal_(0, 1, generator));
    linear("control_trans.0", embed, mid);
    linear("control_trans.2", mid, total);
    return tensors;
}

BuiltDelta build(const Host &host, const DeltaSource &source)
{
    const std::int64_t tokens = source.config.size("prefix_token_num");
    const bool reparameterized = source.config.flag("reparameterize");
    BuiltDelta delta = beginDelta(source);
    delta.info.summary = "prefix p" + std::to_string(tokens);
    delta.info.hasStrength = false;
    std::vector<TunedEntry> others;
    if (reparameterized)
        addReparameterized(host, source, tokens, others, delta);
    else
        addPlain(host, source, tokens, others, delta);
    replaceTuned(host, source, others, delta);
    return delta;
}

} // namespace

DeltaKind prefix()
{
    return {.library = "opendelta",
            .name = "prefix",
            .title = "Prefix",
            .says = "trained keys and values in front of those of an attention",
            .build = build,
            .fresh = fresh,
            .keys
            = withTargets({{"prefix_token_num", KeyType::Whole, "6", "number of keys and values", KeyPlace::Form},
                           {"reparameterize", KeyType::Flag, "True", "a small network makes them", KeyPlace::Form},
                           {"embed_dim", KeyType::Whole, "512", "of that network", KeyPlace::Form},
                           {"mid_dim", KeyType::Whole, "512", "of that network", KeyPlace::Form}})};
}

} // namespace deltascope::nn::opendelta
