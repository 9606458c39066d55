// PEFT's LoRA (peft/tuners/lora/layer.py, dora.py): y + s B A x with s = alpha / r, or alpha / sqrt(r).
#include "nn/delta/peft/lora.h"
#include "nn/delta/opendelta/opendelta.h"
#include "nn/delta/peft/conv.h"
#include "nn/delta/peft/keys.h"
#include "nn/delta/peft/peft.h"
#include "nn/delta/shared/random.h"
#include "nn/delta/taps/taps.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

struct Rank {
    std::int64_t r;
    double scale;
};

Rank rankAt(const Config &config, const std::string &path)
{
    const std::int64_t r = peft::patternSize(config, "rank_pattern", path, config.size("r", 8));
    const double alpha = peft::patternValue(config, "alpha_pattern", path, config.number("lora_alpha", 8));
    const auto rank = static_cast<double>(r);
    return {r, alpha / (config.flag("use_rslora", false) ? std::sqrt(rank) : rank)};
}

const Leaf &leafAt(const Host &host, const DeltaSource &source, const peft::SavedSite &site)
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

void addEmbedding(const Host &host, const DeltaSource &source, const peft::SavedSite &site, const Leaf &leaf,
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
    at::Tensor a = peft::load(site, source, "lora_embedding_A", {r, leaf.inputWidth()});
    at::Tensor b = peft::load(site, source, "lora_embedding_B", {leaf.outputWidth(), r});
    if (!site.isReached)
        return peft::addTap(delta, site, peft::unreachedTap(), "y: never called by this name", scale);
    if (source.config.flag("use_dora", false)) {
        at::Tensor m = peft::load(site, source, "lora_magnitude_vector", {leaf.outputWidth()});
        peft::addTap(delta, site,
                     std::make_shared<EmbeddingDoraTap>(*table, std::move(a), std::move(b), std::move(m), scale),
                     "m/|W + s·BA| (W + s·BA)[x]", scale);
        return;
    }
    peft::addTap(delta, site, std::make_shared<EmbeddingLoraTap>(std::move(a), std::move(b), scale, table->scale()),
                 "y + s·BA[x]", scale);
}

void addLinear(const Host &host, const DeltaSource &source, const peft::SavedSite &site, const Leaf &leaf,
               BuiltDelta &delta)
{
    const Config &config = source.config;
    const auto [r, scale] = rankAt(config, site.path);
    if (peft::addConvLora(host, source, site, r, scale, delta))
        return;
    at::Tensor a = peft::load(site, source, "lora_A.weight", {r, leaf.inputWidth()});
    at::Tensor b = peft::load(site, source, "lora_B.weight", {leaf.outputWidth(), r});
    const bool isKasa = config.has("kasa_config");
    if (isKasa) // B diag(d) A
        b = b * peft::load(site, source, "lora_diag", {r});
    const auto start = isKasa ? smallestPart(leaf, config, r) : startOf(leaf, config, r, scale);
    if (start) { // W - W0: the side path takes away what was trained from
        a = at::cat({a, start->a});
        b = at::cat({b, start->b * (-start->scale / scale)}, 1);
    }
    if (site.has("lora_B.bias")) {
        const at::Tensor bias = peft::load(site, source, "lora_B.bias", {leaf.outputWidth()});
        TapInfo shift{site.module, {}, {}, "y + s·b", scale};
        opendelta::addTap(delta, site.module, std::make_shared<ShiftTap>(bias * scale), std::move(shift));
    }
    if (config.flag("use_dora", false)) {
        peft::linearAt(host, source, site);
        const char *magnitude
            = site.has("lora_magnitude_vector.weight") ? "lora_magnitude_vector.weight" : "lora_magnitude_vector";
        at::Tensor m = peft::load(site, source, magnitude, {leaf.outputWidth()});
        peft::addTap(delta, site, std::make_shared<DoraTap>(leaf, std::move(a), std::move(b), std::move(m), scale),
                     "m/|W + s·BA| (W + s·BA) x", scale);
        return;
    }
    std::shared_ptr<const Tap> tap;
    const std::vector<std::int64_t> invocation = config.integers("alora_invocation_tokens");
    if (!invocation.empty())
        return peft::addTap(delta, site,
                            std::make_shared<ActivatedLoraTap>(std::move(a), std::move(b), scale, invocation),
                            "y + s·BA x from the aLoRA invocation tokens on", scale);
    if (start)
        tap = std::make_shared<StartedLoraTap>(std::move(a), std::move(b), scale, *start);
    else
        tap = std::make_shared<LowRankTap>(std::move(a), std::move(b), scale);
    peft::addTap(delta, site, std::move(tap), start ? "y + s·BA x - W0 x" : "y + s·BA x", scale);
}

void addSite(const Host &host, const DeltaSource &source, const peft::SavedSite &site, BuiltDelta &delta)
{
    const Leaf &leaf = leafAt(host, source, site);
    if (site.has("token_adapter.trainable_tokens_delta"))
        return addTrainedTokens(host, source, site, delta);
    if (site.has("lora_embedding_A"))
        addEmbedding(host, source, site, leaf, delta);
    else
        addLinear(host, source, site, leaf, delta);
}

/// PEFT's defaults by model_type (peft/utils/constants.py).
const std::map<std::string, std::vector<std::string>> &defaultTargets()
{
    static const std::vector<std::string> qv = {"q_proj", "v_proj"}, fused = {"query_key_value"},
                                          named = {"query", "value"};
    static const std::map<std::string, std::vector<std::string>> table = {
        {"bert", named},
        {"roberta", named},
        {"xlm-roberta", named},
        {"electra", named},
        {"deberta-v2", {"query_proj", "value_proj"}},
        {"bart", qv},
        {"mbart", qv},
        {"t5", {"q", "v"}},
        {"mt5", {"q", "v"}},
        {"gpt2", {"c_attn"}},
        {"gptj", qv},
        {"gpt_neo", qv},
        {"gpt_neox", fused},
        {"opt", qv},
        {"bloom", fused},
        {"falcon", fused},
        {"llama", qv},
        {"mistral", qv},
        {"mixtral", qv},
        {"phi", {"q_proj", "v_proj", "fc1", "fc2"}},
        {"gemma", qv},
        {"gemma2", qv},
        {"qwen2", qv},
        {"qwen3", qv},
    };
    return table;
}

/// What a LoRA is called that is not a plain one.
std::string badge(const Config &config)
{
    return config.flag("use_dora", false)          ? "dora"
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
    peft::expectKnownKeys(config);
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
    if (fresh.config.flag("use_dora", false))
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
    if (!fresh.config.flag("use_dora", false))
        return;
    const at::Tensor own = dynamic_cast<const Conv1D *>(&leaf) ? leaf.wideWeight().t() : leaf.wideWeight();
    const double scale = rankAt(fresh.config, leaf.path()).scale;
    const at::Tensor update = tensors.back().second.mm(tensors[tensors.size() - 2].second) * scale;
    tensors.emplace_back(fresh.key + "lora_magnitude_vector", (own + update).norm(2, 1));
}

} // namespace

BuiltDelta buildPeftLora(const Host &host, const DeltaSource &source)
{
    const peft::Form form{"lora",
                          {"r", "lora_alpha", "lora_dropout", "use_rslora", "use_dora", "kasa_config",
                           "alora_invocation_tokens", "rank_pattern", "alpha_pattern", "bias", "modules_to_save"},
                          {"lora_A", "lora_B", "lora_embedding_A", "lora_embedding_B", "lora_magnitude_vector",
                           "lora_diag", "token_adapter"}};
    BuiltDelta delta
        = peft::build(host, source, form, [&](const peft::Saved &, const peft::SavedSite &site, BuiltDelta &built) {
              addSite(host, source, site, built);
          });
    const std::string plain(form.kind);
    if (delta.info.summary.starts_with(plain))
        delta.info.summary = badge(source.config) + delta.info.summary.substr(plain.size());
    return delta;
}

NamedTensors freshPeftLora(const Host &host, const Config &config, std::uint64_t seed)
{
    expectFresh(config);
    at::Generator generator = seeded(seed);
    NamedTensors tensors;
    for (const int module : peft::targets(host, config, defaultTargets())) {
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

} // namespace deltascope::nn
