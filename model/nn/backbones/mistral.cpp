// Mistral and Mixtral (transformers/models/mistral, mixtral): the Llama stack with a sliding window, and with experts.
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

namespace deltascope::nn {

namespace {

std::unique_ptr<Backbone> buildMistral(const BuildContext &context)
{
    LlamaFacts facts(context.config, "Mistral", 1e-6);
    facts.slideEverywhere(context.config.nullableInteger("sliding_window", 4096));
    return buildLlamaStack(context, facts);
}

std::unique_ptr<Backbone> buildMixtral(const BuildContext &context)
{
    LlamaFacts facts(context.config, "Mixtral", 1e-5);
    facts.feedForward = LlamaFacts::FeedForward::Experts;
    facts.experts = context.config.size("num_local_experts", 8);
    facts.expertsPerToken = context.config.size("num_experts_per_tok", 2);
    if (facts.expertsPerToken > facts.experts)
        context.config.refuse("num_experts_per_tok", "at most num_local_experts " + std::to_string(facts.experts));
    facts.rotaryTheta = 1e6;
    facts.slideEverywhere(context.config.nullableInteger("sliding_window", std::nullopt));
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

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

} // namespace backbones
} // namespace deltascope::nn
