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
    const auto start = startOf(leaf, config, r, scale);
    if (start) { // W - W0: the side path takes away what was trained from
        a = at::cat({a, start->a});
        b = at::cat({b, start->b * (-start->scale / scale)}, 1);
    }
    if (site.has("lora_B.bias")) {
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

BuiltDelta buildLora(const Host &host, const DeltaSource &source)
{
    const Containers containers{
        "lora_A", "lora_B", "lora_embedding_A", "lora_embedding_B", "lora_magnitude_vector", "token_adapter"};
    return build(host, source, containers,
                 [&](const Saved &, const SavedSite &site, BuiltDelta &delta) { addSite(host, source, site, delta); });
}

NamedTensors freshLora(const Host &host, const Config &config, std::uint64_t seed)
{
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : targets(host, config, familyDefaults(host).lora)) {
        const std::string &path = host.network.modules[module].name;
        const std::string key = "base_model.model." + path + ".";
        const auto *leaf = dynamic_cast<const Leaf *>(host.blocks[module]);
        const std::int64_t r = rankAt(config, path).r;
        if (dynamic_cast<const Embedding *>(leaf)) {
            tensors.emplace_back(key + "lora_embedding_A", at::zeros({r, leaf->inputWidth()}));
            tensors.emplace_back(key + "lora_embedding_B",
                                 at::empty({leaf->outputWidth(), r}).normal_(0, 1, generator));
            continue;
        }
        if (!dynamic_cast<const Linear *>(leaf) && !dynamic_cast<const Conv1D *>(leaf))
            config.refuse("target_modules", "Linear, Conv1D or Embedding modules; " + path + " is a "
                                                + host.network.modules[module].type);
        const double bound = 1 / std::sqrt(static_cast<double>(leaf->inputWidth()));
        tensors.emplace_back(key + "lora_A.weight",
                             at::empty({r, leaf->inputWidth()}).uniform_(-bound, bound, generator));
        tensors.emplace_back(key + "lora_B.weight", at::zeros({leaf->outputWidth(), r}));
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
                                                 unsupported("alora_invocation_tokens", KeyType::Wholes),
                                                 unsupported("use_qalora", KeyType::Flag, "False"),
                                                 unsupported("layer_replication", KeyType::Other),
                                                 unsupported("target_parameters", KeyType::Texts),
                                                 unsupported("arrow_config", KeyType::Other),
                                                 recordKey("qalora_group_size", KeyType::Whole),
                                                 recordKey("megatron_config"),
                                                 recordKey("megatron_core"),
                                                 recordKey("runtime_config"),
                                                 trainingKey("loftq_config", KeyType::Other),
                                                 trainingKey("eva_config", KeyType::Other),
                                                 trainingKey("corda_config", KeyType::Other)}));
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
