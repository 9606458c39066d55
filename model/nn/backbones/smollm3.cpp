// SmolLM3 (transformers/models/smollm3): the Llama stack with layers that use no positions.
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

namespace deltascope::nn {

namespace {

std::unique_ptr<Backbone> buildSmolLm3(const BuildContext &context)
{
    const Config &config = context.config;
    LlamaFacts facts(config, "SmolLM3", 1e-6);
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
        facts.slideWhere(config, window, [&](std::int64_t i) { return !facts.turns[i]; });
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

Family smolLm3()
{
    return {.modelType = "smollm3",
            .classPrefix = "SmolLM3",
            .basePrefix = "model",
            .heads = heads::decoder,
            .build = buildSmolLm3,
            .headModules = {"score", "qa_outputs", "lm_head"}};
}

} // namespace backbones
} // namespace deltascope::nn
