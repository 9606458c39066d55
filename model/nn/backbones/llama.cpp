// Meta's Llama (transformers/models/llama/modeling_llama.py).
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

namespace deltascope::nn {

namespace {

std::unique_ptr<Backbone> buildLlama(const BuildContext &context)
{
    LlamaFacts facts(context.config, "Llama", 1e-6);
    facts.downFirst = context.config.writtenBefore(4, 31);
    facts.readAttentionBias(context.config, "attention_bias");
    facts.readInnerBias(context.config, "mlp_bias");
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

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

} // namespace backbones
} // namespace deltascope::nn
