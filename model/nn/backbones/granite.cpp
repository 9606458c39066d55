// IBM's Granite (transformers/models/granite/modeling_granite.py): the Llama stack with four multipliers.
#include "nn/backbones/llamastack.h"

namespace deltascope::nn {

namespace {

std::unique_ptr<Backbone> buildGranite(const BuildContext &context)
{
    const Config &config = context.config;
    LlamaFacts facts(config, "Granite", 1e-6);
    facts.readAttentionBias(config, "attention_bias");
    facts.readInnerBias(config, "mlp_bias");
    const double divisor = config.number("logits_scaling", 1);
    if (divisor == 0)
        config.refuse("logits_scaling", "a number other than 0");
    facts.scales = {.embedding = config.number("embedding_multiplier", 1),
                    .residual = config.number("residual_multiplier", 1),
                    .attention = config.number("attention_multiplier", 1),
                    .logits = 1 / divisor};
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

Family granite()
{
    return {.modelType = "granite",
            .classPrefix = "Granite",
            .basePrefix = "model",
            .heads = {HeadKind::None, HeadKind::CausalLm},
            .build = buildGranite,
            .headModules = {"lm_head"},
            .tokenizer = "GPT2Tokenizer"};
}

} // namespace backbones
} // namespace deltascope::nn
