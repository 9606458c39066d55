// Qwen2 and Qwen3 (transformers/models/qwen2, qwen3): the Llama stack with biases at its input, and with normed
// queries.
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

#include <cmath>

namespace deltascope::nn {

namespace {

void qwenWindows(LlamaFacts &facts, const Config &config)
{
    const std::int64_t window = config.nullableInteger("sliding_window", 4096).value_or(0);
    if (config.flag("use_sliding_window", false) && window > 0)
        facts.slideWhere(config, window, [&](std::int64_t i) { return i >= config.integer("max_window_layers", 28); });
}

std::unique_ptr<Backbone> buildQwen2(const BuildContext &context)
{
    LlamaFacts facts(context.config, "Qwen2", 1e-6);
    facts.inputBias = Bias::With;
    qwenWindows(facts, context.config);
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildQwen3(const BuildContext &context)
{
    LlamaFacts facts(context.config, "Qwen3", 1e-6);
    if (!context.config.json().contains("head_dim"))
        facts.headDim = 128;
    facts.scales.attention = 1 / std::sqrt(static_cast<double>(facts.headDim));
    facts.queryNorm = LlamaFacts::QueryNorm::PerHead;
    facts.readAttentionBias(context.config, "attention_bias");
    qwenWindows(facts, context.config);
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

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

} // namespace backbones
} // namespace deltascope::nn
