// PEFT's LoRA (peft/tuners/lora/layer.py, dora.py): y + s B A x with s = alpha / r, or alpha / sqrt(r).
#include "nn/delta/peft/lora.h"
#include "nn/delta/peft/conv.h"
#include "nn/delta/shared/random.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn::peft {

namespace {

struct Rank {
    std::int64_t r;
    double scale;
};

Rank rankAt(const Config &config, const std::string &path)
{
    const std::int64_t r = patternSize(config, "rank_pattern", path, config.size("r"));
    const double alpha = patternValue(config, "alpha_pattern", path, config.number("lora_alpha"));
    const auto rank = static_cast<double>(r);
    return {r, alpha / (config.flag("use_rslora") ? std::sqrt(rank) : rank)};
}

const Leaf &leafAt(const Host &host, const DeltaSource &source, const SavedSite &site)
{
    const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[site.module]);
    if (!leaf)
        throw Failure(Error{source.file,
                            site.tensors.begin()->second->name + ": expected a Linear, a Conv1D or an Embedding, found "
                                + host.network.modules[site.module].type,
                            {},
                            "shape-mismatch"});
    return *leaf;
}

void addEmbedding(const Host &host, const DeltaSource &source, const SavedSite &site, const Leaf &leaf,
                  BuiltDelta &delta)
{
    const auto [r, scale] = rankAt(source.config, site.path);
    const auto *table = dynamic_cast<const Embedding *>(&leaf);
    if (!table)
        throw Failure(Error{source.file,
                            site.entry(source, "lora_embedding_A").name + ": expected an Embedding, found "
                                + host.network.modules[site.module].type,
                            {},
                            "shape-mismatch"});
    at::Tensor a = load(site, source, "lora_embedding_A", {r, leaf.inputWidth()});
    at::Tensor b = load(site, source, "lora_embedding_B", {leaf.outputWidth(), r});
    if (!site.isReached)
        return addTap(delta, site, unreachedTap(), "y: never called by this name", scale);
    if (source.config.flag("use_dora")) {
        at::Tensor m = load(site, source, "lora_magnitude_vector", {leaf.outputWidth()});
        addTap(delta, site, std::make_shared<EmbeddingDoraTap>(*table, std::move(a), std::move(b), std::move(m), scale),
               "m/|W + s·BA| (W + s·BA)[x]", scale);
        return;
    }
    addTap(delta, site, std::make_shared<EmbeddingLoraTap>(std::move(a), std::move(b), scale, table->scale()),
           "y + s·BA[x]", scale);
}

void addLinear(const Host &host, const DeltaSource &source, const SavedSite &site, const Leaf &leaf, BuiltDelta &delta)
{
    const Config &config = source.config;
    const auto [r, scale] = rankAt(config, site.path);
    if (addConvLora(host, source, site, r, scale, delta))
        return;
    at::Tensor a = load(site, source, "lora_A.weight", {r, leaf.inputWidth()});
    at::Tensor b = load(site, source, "lora_B.weight", {leaf.outputWidth(), r});
    const bool isKasa = config.has("kasa_config");
    if (isKasa) // B diag(d) A
        b = b * load(site, source, "lora_diag", {r});
    const auto start = isKasa ? smallestPart(leaf, config, r) : startOf(leaf, config, r, scale);
    if (start) { // W - W0: the side path takes away what was trained from
        a = at::cat({a, start->a});
        b = at::cat({b, start->b * (-start->scale / scale)}, 1);
    }
    if (config.flag("lora_bias", false) && site.has("lora_B.bias")) {
        const at::Tensor bias = load(site, source, "lora_B.bias", {leaf.outputWidth()});
        TapInfo shift{site.module, {}, {}, "y + s·b", scale};
        nn::addTap(delta, site.module, std::make_shared<ShiftTap>(bias * scale), std::move(shift));
    }
    if (config.flag("use_dora")) {
        linearAt(host, source, site);
        const char *magnitude
            = site.has("lora_magnitude_vector.weight") ? "lora_magnitude_vector.weight" : "lora_magnitude_vector";
        at::Tensor m = load(site, source, magnitude, {leaf.outputWidth()});
        addTap(delta, site, std::make_shared<DoraTap>(leaf, std::move(a), std::move(b), std::move(m), scale),
               "m/|W + s·BA| (W + s·BA) x", scale);
        return;
    }
    std::shared_ptr<const Tap> tap;
    const std::vector<std::int64_t> invocation = config.integers("alora_invocation_tokens");
    if (!invocation.empty())
        return addTap(delta, site, std::make_shared<ActivatedLoraTap>(std::move(a), std::move(b), scale, invocation),
                      "y + s·BA x from the aLoRA invocation tokens on", scale);
    if (start)
        tap = std::make_shared<StartedLoraTap>(std::move(a), std::move(b), scale, *start);
    else
        tap = std::make_shared<LowRankTap>(std::move(a), std::move(b), scale);
    addTap(delta, site, std::move(tap), start ? "y + s·BA x - W0 x" : "y + s·BA x", scale);
}

void addSite(const Host &host, const DeltaSource &source, const SavedSite &site, BuiltDelta &delta)
{
    const Leaf &leaf = leafAt(host, source, site);
    if (site.has("token_adapter.trainable_tokens_delta"))
        return addTrainedTokens(host, source, site, delta);
    if (site.has("lora_embedding_A"))
        addEmbedding(host, source, site, leaf, delta);
    else
        addLinear(host, source, site, leaf, delta);
}

/// What a LoRA is called that is not a plain one.
std::string badge(const Config &config)
{
    return config.flag("use_dora")                 ? "dora"
           : config.has("kasa_config")             ? "kasa"
           : config.has("alora_invocation_tokens") ? "alora"
                                                   : "lora";
}

/// A fresh module of a LoRA: its configuration, the start of its keys and its rank.
struct Fresh {
    const Config &config;
    std::string key;
    std::int64_t r;
    at::Generator &generator;
};

/// A configuration may ask for a LoRA that is not made here; it is not made as a plain one.
void expectFresh(const Config &config)
{
    for (const char *key : {"kasa_config", "alora_invocation_tokens", "trainable_token_indices", "lora_bias",
                            "loftq_config", "eva_config", "corda_config", "lora_ga_config"}) {
        const auto value = config.json().find(key);
        if (value != config.json().end() && !value->is_null() && *value != false
            && !(value->is_structured() && value->empty() && std::string_view(key) != "kasa_config"))
            config.refuse(key, "null, since a fresh LoRA of that sort is not made here");
    }
    const auto init = config.json().find("init_lora_weights");
    if (init != config.json().end() && init->is_string() && *init != "gaussian")
        config.refuse("init_lora_weights", "true, false or gaussian for a fresh LoRA");
}

/// A zero update, whose direction is drawn (peft/tuners/lora/layer.py, reset_lora_parameters).
void addFresh(const Fresh &fresh, const Embedding &table, NamedTensors &tensors)
{
    tensors.emplace_back(fresh.key + "lora_embedding_A", at::zeros({fresh.r, table.inputWidth()}));
    tensors.emplace_back(fresh.key + "lora_embedding_B",
                         at::empty({table.outputWidth(), fresh.r}).normal_(0, 1, fresh.generator));
    if (fresh.config.flag("use_dora"))
        tensors.emplace_back(fresh.key + "lora_magnitude_vector", table.wideWeight().norm(2, 0));
}

void addFresh(const Fresh &fresh, const Leaf &leaf, NamedTensors &tensors)
{
    const auto init = fresh.config.json().find("init_lora_weights");
    const bool hasInit = init != fresh.config.json().end();
    const auto uniform = [&](const Shape &shape) {
        const double bound = 1 / std::sqrt(static_cast<double>(shape[1]));
        return at::empty(shape).uniform_(-bound, bound, fresh.generator);
    };
    const Shape a{fresh.r, leaf.inputWidth()}, b{leaf.outputWidth(), fresh.r};
    tensors.emplace_back(fresh.key + "lora_A.weight", hasInit && *init == "gaussian" ? at::empty(a).normal_(
                                                          0, 1 / static_cast<double>(fresh.r), fresh.generator)
                                                                                     : uniform(a));
    tensors.emplace_back(fresh.key + "lora_B.weight", hasInit && *init == false ? uniform(b) : at::zeros(b));
    if (!fresh.config.flag("use_dora"))
        return;
    const at::Tensor own = dynamic_cast<const Conv1D *>(&leaf) ? leaf.wideWeight().t() : leaf.wideWeight();
    const double scale = rankAt(fresh.config, leaf.path()).scale;
    const at::Tensor update = tensors.back().second.mm(tensors[tensors.size() - 2].second) * scale;
    tensors.emplace_back(fresh.key + "lora_magnitude_vector", (own + update).norm(2, 1));
}

BuiltDelta buildLora(const Host &host, const DeltaSource &source)
{
    const Containers containers{
        "lora_A",    "lora_B",       "lora_embedding_A", "lora_embedding_B", "lora_magnitude_vector",
        "lora_diag", "token_adapter"};
    BuiltDelta delta = build(host, source, containers, [&](const Saved &, const SavedSite &site, BuiltDelta &built) {
        addSite(host, source, site, built);
    });
    if (const std::string plain = delta.info.kind; delta.info.summary.starts_with(plain))
        delta.info.summary = badge(source.config) + delta.info.summary.substr(plain.size());
    return delta;
}

NamedTensors freshLora(const Host &host, const Config &config, std::uint64_t seed)
{
    expectFresh(config);
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : targets(host, config, familyDefaults(host).lora)) {
        const std::string &path = host.network.modules[module].name;
        const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[module]);
        const Fresh fresh{config, "base_model.model." + path + ".", rankAt(config, path).r, generator};
        if (const auto *table = dynamic_cast<const Embedding *>(leaf))
            addFresh(fresh, *table, tensors);
        else if (dynamic_cast<const Linear *>(leaf) || dynamic_cast<const Conv1D *>(leaf))
            addFresh(fresh, *leaf, tensors);
        else
            config.refuse("target_modules", "Linear, Conv1D or Embedding modules; " + path + " is a "
                                                + host.network.modules[module].type);
    }
    return tensors;
}

} // namespace

std::vector<KeyInfo> loraKeys(std::vector<KeyInfo> own)
{
    const auto unsupported = [](std::string name, KeyType type, std::string standard = {}) {
        return KeyInfo{std::move(name), type, std::move(standard), {}, KeyPlace::File, KeyEffect::Unsupported};
    };
    return withTargets(withKeys(std::move(own), {{"use_rslora", KeyType::Flag, "False"},
                                                 {"use_dora", KeyType::Flag, "False"},
                                                 {"lora_bias", KeyType::Flag, "False"},
                                                 {"init_lora_weights", KeyType::Other, "True"},
                                                 {"trainable_token_indices", KeyType::Other},
                                                 {"alpha_pattern", KeyType::Other},
                                                 {"ensure_weight_tying", KeyType::Flag, "False"},
                                                 unsupported("use_qalora", KeyType::Flag, "False"),
                                                 unsupported("layer_replication", KeyType::Other),
                                                 {"target_parameters", KeyType::Texts},
                                                 unsupported("arrow_config", KeyType::Other),
                                                 recordKey("qalora_group_size", KeyType::Whole),
                                                 preparingKey("megatron_config"),
                                                 recordKey("megatron_core"),
                                                 recordKey("runtime_config"),
                                                 recordKey("enable_lora"),
                                                 recordKey("merge_weights"),
                                                 preparingKey("loftq_config"),
                                                 preparingKey("eva_config"),
                                                 preparingKey("corda_config"),
                                                 preparingKey("lora_ga_config"),
                                                 preparingKey("velora_config")}));
}

DeltaKind lora()
{
    return {.library = "peft",
            .name = "LORA",
            .title = "LoRA (PEFT)",
            .says = "y + s·BA x: a low-rank update beside a linear module or an embedding",
            .build = buildLora,
            .fresh = freshLora,
            .keys
            = loraKeys({{"r", KeyType::Whole, "8", "rank of the update", KeyPlace::Form},
                        {"lora_alpha", KeyType::Number, "8", "the update is scaled by lora_alpha / r", KeyPlace::Form},
                        {"lora_dropout", KeyType::Number, "0", {}, KeyPlace::Rack, KeyEffect::Trains},
                        {"use_rslora", KeyType::Flag, "False", "scaled by lora_alpha / √r instead", KeyPlace::Form},
                        {"use_dora", KeyType::Flag, "False", {}, KeyPlace::Rack},
                        {"kasa_config", KeyType::Other, {}, {}, KeyPlace::Rack},
                        {"alora_invocation_tokens", KeyType::Wholes, {}, {}, KeyPlace::Rack},
                        {"rank_pattern", KeyType::Other, {}, {}, KeyPlace::Rack},
                        {"alpha_pattern", KeyType::Other, {}, {}, KeyPlace::Rack},
                        {"bias", KeyType::Text, "none", {}, KeyPlace::Rack},
                        {"modules_to_save", KeyType::Texts, {}, {}, KeyPlace::Rack},
                        {"init_lora_weights", KeyType::Other, "True"},
                        {"trainable_token_indices", KeyType::Other},
                        {"lora_bias", KeyType::Flag, "False"}}),
            .rankKey = "r"};
}

} // namespace deltascope::nn::peft
