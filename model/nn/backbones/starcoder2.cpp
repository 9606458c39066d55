// StarCoder2 (transformers/models/starcoder2): the Llama stack with LayerNorm and a plain feed-forward.
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

namespace deltascope::nn {

namespace {

std::unique_ptr<Backbone> buildStarcoder2(const BuildContext &context)
{
    const Config &config = context.config;
    LlamaFacts facts(config, "Starcoder2", 1e-5);
    facts.norm = LlamaFacts::Norm::Layer;
    facts.epsilon = config.number("norm_epsilon", 1e-5);
    facts.feedForward = LlamaFacts::FeedForward::Plain;
    facts.readAttentionBias(config, "use_bias", true);
    facts.readInnerBias(config, "use_bias", true);
    facts.tied = config.flag("tie_word_embeddings", true);
    facts.readActivation(config, "hidden_act", "gelu_pytorch_tanh");
    facts.slideEverywhere(config.nullableInteger("sliding_window", std::nullopt));
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

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
