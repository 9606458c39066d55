// The families of the Llama stack: what each one's configuration class and modeling file in transformers say.
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

#include <cmath>

namespace deltascope::nn {

namespace {

using Facts = LlamaFacts;

/// Every layer sees so many keys back; none given: all.
void slideEverywhere(Facts &facts, std::optional<std::int64_t> window)
{
    facts.windows.assign(facts.layers, window.value_or(0));
}

/// The layers that `layer_types` calls sliding, or, without that list, those that `slides` says.
template<class Slides>
void slideWhere(Facts &facts, const Config &config, std::int64_t window, Slides &&slides)
{
    const std::vector<std::string> types = config.texts("layer_types");
    if (!types.empty() && static_cast<std::int64_t>(types.size()) != facts.layers)
        config.refuse("layer_types", "one for each of " + std::to_string(facts.layers) + " layers");
    for (std::int64_t i = 0; i < facts.layers; ++i)
        if (types.empty() ? slides(i) : types[i] == "sliding_attention")
            facts.windows[i] = window;
}

void setActivation(Facts &facts, const Config &config, std::string_view key, std::string_view name)
{
    facts.activation = activationByName(config.text(key, name));
    if (!facts.activation)
        config.refuse(key, activationNames());
}

void qwenWindows(Facts &facts, const Config &config)
{
    const std::int64_t window = config.nullableInteger("sliding_window", 4096).value_or(0);
    if (config.flag("use_sliding_window", false) && window > 0)
        slideWhere(facts, config, window, [&](std::int64_t i) { return i >= config.integer("max_window_layers", 28); });
}

void gemmaFacts(Facts &facts, const Config &config)
{
    facts.norm = Facts::Norm::OffsetRms;
    facts.scales.embedding = std::sqrt(static_cast<double>(facts.width));
    facts.tied = config.flag("tie_word_embeddings", true);
    facts.pad = config.nullableInteger("pad_token_id", 0);
    facts.readAttentionBias(config, "attention_bias");
    // The legacy hidden_act says "gelu" where the tanh form is meant.
    const std::string legacy = config.text("hidden_act", "gelu");
    setActivation(facts, config, "hidden_activation", legacy == "gelu" ? "gelu_pytorch_tanh" : legacy);
}

std::unique_ptr<Backbone> buildLlama(const BuildContext &context)
{
    Facts facts(context.config, "Llama", 1e-6);
    facts.downFirst = context.config.writtenBefore(4, 31);
    facts.readAttentionBias(context.config, "attention_bias");
    facts.readInnerBias(context.config, "mlp_bias");
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildMistral(const BuildContext &context)
{
    Facts facts(context.config, "Mistral", 1e-6);
    slideEverywhere(facts, context.config.nullableInteger("sliding_window", 4096));
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildMixtral(const BuildContext &context)
{
    Facts facts(context.config, "Mixtral", 1e-5);
    facts.feedForward = Facts::FeedForward::Experts;
    facts.experts = context.config.size("num_local_experts", 8);
    facts.expertsPerToken = context.config.size("num_experts_per_tok", 2);
    if (facts.expertsPerToken > facts.experts)
        context.config.refuse("num_experts_per_tok", "at most num_local_experts " + std::to_string(facts.experts));
    facts.rotaryTheta = 1e6;
    slideEverywhere(facts, context.config.nullableInteger("sliding_window", std::nullopt));
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildQwen2(const BuildContext &context)
{
    Facts facts(context.config, "Qwen2", 1e-6);
    facts.inputBias = Bias::With;
    qwenWindows(facts, context.config);
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildQwen3(const BuildContext &context)
{
    Facts facts(context.config, "Qwen3", 1e-6);
    if (!context.config.json().contains("head_dim"))
        facts.headDim = 128;
    facts.scales.attention = 1 / std::sqrt(static_cast<double>(facts.headDim));
    facts.queryNorm = Facts::QueryNorm::PerHead;
    facts.readAttentionBias(context.config, "attention_bias");
    qwenWindows(facts, context.config);
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildGemma(const BuildContext &context)
{
    Facts facts(context.config, "Gemma", 1e-6);
    gemmaFacts(facts, context.config);
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildGemma2(const BuildContext &context)
{
    const Config &config = context.config;
    Facts facts(config, "Gemma2", 1e-6);
    gemmaFacts(facts, config);
    facts.around = Facts::Around::Both;
    facts.scales.attention = 1 / std::sqrt(config.number("query_pre_attn_scalar", 256));
    const auto cap = [&](const char *key, double otherwise) {
        return config.json().contains(key) ? config.number(key, 0) : otherwise;
    };
    facts.scoreCap = cap("attn_logit_softcapping", 50);
    facts.logitCap = cap("final_logit_softcapping", 30);
    slideWhere(facts, config, config.nullableInteger("sliding_window", 4096).value_or(0),
               [](std::int64_t i) { return i % 2 == 0; });
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildPhi3(const BuildContext &context)
{
    Facts facts(context.config, "Phi3", 1e-5);
    facts.projections = Facts::Projections::Fused;
    facts.rotaryPart = context.config.section("rope_parameters")
                           .number("partial_rotary_factor", context.config.number("partial_rotary_factor", 1));
    facts.pad = context.config.nullableInteger("pad_token_id", 32000);
    slideEverywhere(facts, context.config.nullableInteger("sliding_window", std::nullopt));
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildOlmo2(const BuildContext &context)
{
    Facts facts(context.config, "Olmo2", 1e-5);
    facts.around = Facts::Around::After;
    facts.queryNorm = Facts::QueryNorm::Whole;
    facts.readAttentionBias(context.config, "attention_bias");
    facts.pad = context.config.nullableInteger("pad_token_id", 1);
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildStarcoder2(const BuildContext &context)
{
    const Config &config = context.config;
    Facts facts(config, "Starcoder2", 1e-5);
    facts.norm = Facts::Norm::Layer;
    facts.epsilon = config.number("norm_epsilon", 1e-5);
    facts.feedForward = Facts::FeedForward::Plain;
    facts.readAttentionBias(config, "use_bias", true);
    facts.readInnerBias(config, "use_bias", true);
    facts.tied = config.flag("tie_word_embeddings", true);
    setActivation(facts, config, "hidden_act", "gelu_pytorch_tanh");
    slideEverywhere(facts, config.nullableInteger("sliding_window", std::nullopt));
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildSmolLm3(const BuildContext &context)
{
    const Config &config = context.config;
    Facts facts(config, "SmolLM3", 1e-6);
    facts.readAttentionBias(config, "attention_bias");
    facts.readInnerBias(config, "mlp_bias");
    facts.tied = config.flag("tie_word_embeddings", true);
    facts.pad = config.nullableInteger("pad_token_id", 128004);
    facts.rotaryTheta = 2e6;
    const auto listed = config.json().find("no_rope_layers"); // 1: with rotary positions
    const bool hasList = listed != config.json().end() && listed->is_array()
                         && static_cast<std::int64_t>(listed->size()) >= facts.layers;
    if (!hasList && config.has("no_rope_layers"))
        config.refuse("no_rope_layers", "a list of at least " + std::to_string(facts.layers) + " numbers");
    const std::int64_t interval = config.size("no_rope_layer_interval", 4);
    for (std::int64_t i = 0; i < facts.layers; ++i)
        facts.turns[i] = hasList ? (*listed)[i] != 0 : (i + 1) % interval != 0;
    const std::int64_t window = config.nullableInteger("sliding_window", std::nullopt).value_or(0);
    if (config.flag("use_sliding_window", false) && window > 0)
        slideWhere(facts, config, window, [&](std::int64_t i) { return !facts.turns[i]; });
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

Family gemma()
{
    return {
        .modelType = "gemma",
        .classPrefix = "Gemma",
        .basePrefix = "model",
        .heads = heads::decoderWithoutQuestions,
        .build = buildGemma,
        .headModules = {"score", "qa_outputs", "lm_head"},
        .tokenizer = "GemmaTokenizer",
        .peft
        = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "v_proj", "down_proj"}, .ia3FeedForward = {"down_proj"}}};
}

Family gemma2()
{
    return {
        .modelType = "gemma2",
        .classPrefix = "Gemma2",
        .basePrefix = "model",
        .heads = heads::decoderWithoutQuestions,
        .build = buildGemma2,
        .headModules = {"score", "qa_outputs", "lm_head"},
        .tokenizer = "GemmaTokenizer",
        .peft
        = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "v_proj", "down_proj"}, .ia3FeedForward = {"down_proj"}}};
}

Family llama()
{
    return {.modelType = "llama",
            .classPrefix = "Llama",
            .basePrefix = "model",
            .heads = heads::decoder,
            .build = buildLlama,
            .headModules = {"score", "qa_outputs", "lm_head"},
            .tokenizer = "LlamaTokenizer",
            .peft
            = {.lora = {"q_proj", "v_proj"}, .ia3 = {"k_proj", "v_proj", "down_proj"}, .ia3FeedForward = {"down_proj"}},
            .headToken = Family::HeadToken::Last};
}

Family mistral()
{
    return {.modelType = "mistral",
            .classPrefix = "Mistral",
            .basePrefix = "model",
            .heads = heads::decoder,
            .build = buildMistral,
            .headModules = {"score", "qa_outputs", "lm_head"},
            .tokenizer = "LlamaTokenizer",
            .peft
            = {.lora = {"q_proj", "v_proj"}, .ia3 = {"k_proj", "v_proj", "down_proj"}, .ia3FeedForward = {"down_proj"}},
            .headToken = Family::HeadToken::Last};
}

Family mixtral()
{
    return {.modelType = "mixtral",
            .classPrefix = "Mixtral",
            .basePrefix = "model",
            .heads = heads::decoder,
            .build = buildMixtral,
            .headModules = {"score", "qa_outputs", "lm_head"},
            .tokenizer = "LlamaTokenizer",
            .peft = {.lora = {"q_proj", "v_proj"}, .ia3 = {"k_proj", "v_proj", "w2"}, .ia3FeedForward = {"w2"}}};
}

Family olmo2()
{
    return {.modelType = "olmo2",
            .classPrefix = "Olmo2",
            .basePrefix = "model",
            .heads = {HeadKind::None, HeadKind::CausalLm},
            .build = buildOlmo2,
            .headModules = {"score", "qa_outputs", "lm_head"}};
}

Family phi3()
{
    return {.modelType = "phi3",
            .classPrefix = "Phi3",
            .basePrefix = "model",
            .heads = heads::decoderWithoutQuestions,
            .build = buildPhi3,
            .headModules = {"score", "qa_outputs", "lm_head"},
            .tokenizer = "LlamaTokenizer"};
}

Family qwen2()
{
    return {
        .modelType = "qwen2",
        .classPrefix = "Qwen2",
        .basePrefix = "model",
        .heads = heads::decoder,
        .build = buildQwen2,
        .headModules = {"score", "qa_outputs", "lm_head"},
        .tokenizer = "Qwen2Tokenizer",
        .peft
        = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "v_proj", "down_proj"}, .ia3FeedForward = {"down_proj"}}};
}

Family qwen3()
{
    return {
        .modelType = "qwen3",
        .classPrefix = "Qwen3",
        .basePrefix = "model",
        .heads = heads::decoder,
        .build = buildQwen3,
        .headModules = {"score", "qa_outputs", "lm_head"},
        .tokenizer = "Qwen2Tokenizer",
        .peft
        = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "v_proj", "down_proj"}, .ia3FeedForward = {"down_proj"}}};
}

Family smolLm3()
{
    return {.modelType = "smollm3",
            .classPrefix = "SmolLM3",
            .basePrefix = "model",
            .heads = heads::decoder,
            .build = buildSmolLm3,
            .headModules = {"score", "qa_outputs", "lm_head"}};
}

Family starcoder2()
{
    return {.modelType = "starcoder2",
            .classPrefix = "Starcoder2",
            .basePrefix = "model",
            .heads = heads::decoderWithoutQuestions,
            .build = buildStarcoder2,
            .headModules = {"score", "qa_outputs", "lm_head"},
            .tokenizer = "GPT2Tokenizer"};
}

} // namespace backbones
} // namespace deltascope::nn
