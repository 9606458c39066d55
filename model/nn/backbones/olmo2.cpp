// OLMo 2 (transformers/models/olmo2): the Llama stack with norms behind its sub-layers.
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

namespace deltascope::nn {

namespace {

std::unique_ptr<Backbone> buildOlmo2(const BuildContext &context)
{
    LlamaFacts facts(context.config, "Olmo2", 1e-5);
    facts.around = LlamaFacts::Around::After;
    facts.queryNorm = LlamaFacts::QueryNorm::Whole;
    facts.readAttentionBias(context.config, "attention_bias");
    facts.pad = context.config.nullableInteger("pad_token_id", 1);
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

Family olmo2()
{
    return {.modelType = "olmo2",
            .classPrefix = "Olmo2",
            .basePrefix = "model",
            .heads = {HeadKind::None, HeadKind::CausalLm},
            .build = buildOlmo2,
            .headModules = {"score", "qa_outputs", "lm_head"}};
}

} // namespace backbones
} // namespace deltascope::nn
