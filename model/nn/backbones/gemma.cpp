// Gemma and Gemma 2 (transformers/models/gemma, gemma2): the Llama stack with scaled embeddings and offset norms.
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

#include <cmath>

namespace deltascope::nn {

namespace {

void gemmaFacts(LlamaFacts &facts, const Config &config)
{
    facts.norm = LlamaFacts::Norm::OffsetRms;
    facts.scales.embedding = std::sqrt(static_cast<double>(facts.width));
    facts.tied = config.flag("tie_word_embeddings", true);
    facts.pad = config.nullableInteger("pad_token_id", 0);
    facts.readAttentionBias(config, "attention_bias");
    // The legacy hidden_act says "gelu" where the tanh form is meant.
    const std::string legacy = config.text("hidden_act", "gelu");
    facts.readActivation(config, "hidden_activation", legacy == "gelu" ? "gelu_pytorch_tanh" : legacy);
}

std::unique_ptr<Backbone> buildGemma(const BuildContext &context)
{
    LlamaFacts facts(context.config, "Gemma", 1e-6);
    gemmaFacts(facts, context.config);
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildGemma2(const BuildContext &context)
{
    const Config &config = context.config;
    LlamaFacts facts(config, "Gemma2", 1e-6);
    gemmaFacts(facts, config);
    facts.around = LlamaFacts::Around::Both;
    facts.scales.attention = 1 / std::sqrt(config.number("query_pre_attn_scalar", 256));
    const auto cap = [&](const char *key, double otherwise) {
        return config.json().contains(key) ? config.number(key, 0) : otherwise;
    };
    facts.scoreCap = cap("attn_logit_softcapping", 50);
    facts.logitCap = cap("final_logit_softcapping", 30);
    facts.slideWhere(config, config.nullableInteger("sliding_window", 4096).value_or(0),
                     [](std::int64_t i) { return i % 2 == 0; });
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

} // namespace backbones
} // namespace deltascope::nn
