// Phi-3 (transformers/models/phi3): the Llama stack with fused projections.
#include "nn/backbones/heads.h"
#include "nn/backbones/llamastack.h"

namespace deltascope::nn {

namespace {

std::unique_ptr<Backbone> buildPhi3(const BuildContext &context)
{
    LlamaFacts facts(context.config, "Phi3", 1e-5);
    facts.projections = LlamaFacts::Projections::Fused;
    facts.rotaryPart = context.config.section("rope_parameters")
                           .number("partial_rotary_factor", context.config.number("partial_rotary_factor", 1));
    facts.pad = context.config.nullableInteger("pad_token_id", 32000);
    facts.slideEverywhere(context.config.nullableInteger("sliding_window", std::nullopt));
    return buildLlamaStack(context, facts);
}

} // namespace

namespace backbones {

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

} // namespace backbones
} // namespace deltascope::nn
