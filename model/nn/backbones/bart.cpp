// BART and mBART with their heads, as transformers computes them (evaluation mode).
#include "nn/backbones/bartstack.h"
#include "nn/backbones/heads.h"

namespace deltascope::nn {

namespace {

/// lm_head, and the bias that the files keep beside it.
Seq2SeqHead languageHead(const BuildContext &context, const ScopeOf &scope, const Seq2Seq &model,
                         const BartFacts &facts)
{
    auto head = facts.tied ? std::make_shared<Linear>(scope("lm_head"), model.tokenWeight())
                           : std::make_shared<Linear>(scope("lm_head"), facts.width, facts.vocabulary, Bias::Without);
    const at::Tensor bias = context.builder.buffer("final_logits_bias", {1, facts.vocabulary});
    return [head, bias](Pass &pass, const Act &hidden, const Act &) {
        const Act scores = (*head)(pass, hidden);
        return bias.defined() ? scores.map([&](const at::Tensor &t) { return t + bias; }) : scores;
    };
}

std::unique_ptr<Backbone> build(const BuildContext &context, std::string_view prefix)
{
    const BartFacts facts(context.config, prefix);
    const Seq2SeqBase base{"model", facts.prefix + "Model"};
    const auto model = [&](const ScopeOf &scope) { return makeBart(scope, facts); };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return buildSeq2Seq(context, base, model, [&](const ScopeOf &scope, const Seq2Seq &) {
            return lastEosHead(scope, "classification_head", facts.prefix + "ClassificationHead", facts.width,
                               context.labels, facts.eos);
        });
    case HeadKind::QuestionAnswering:
        return buildSeq2Seq(context, base, model, [&](const ScopeOf &scope, const Seq2Seq &) {
            return decoderPositionHead(scope, "qa_outputs", facts.width, 2);
        });
    case HeadKind::ConditionalGeneration:
        return buildSeq2Seq(context, base, model, [&](const ScopeOf &scope, const Seq2Seq &both) {
            return languageHead(context, scope, both, facts);
        });
    case HeadKind::CausalLm:
        return buildDecoder(context, {"model", facts.width, facts.vocabulary, facts.pad, facts.tied},
                            [&](const Scope &scope) { return makeBartDecoder(scope, facts); });
    default: return buildSeq2Seq(context, {}, model, nullptr);
    }
}

std::unique_ptr<Backbone> buildBart(const BuildContext &context) { return build(context, "Bart"); }

std::unique_ptr<Backbone> buildMBart(const BuildContext &context) { return build(context, "MBart"); }

} // namespace

namespace backbones {

Family bart()
{
    return {.modelType = "bart",
            .classPrefix = "Bart",
            .basePrefix = "model",
            .heads = heads::bart,
            .build = buildBart,
            .headModules = {"classification_head", "qa_outputs", "lm_head"},
            .widthKey = "d_model",
            .tokenizer = "BartTokenizer",
            .peft = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "v_proj", "fc2"}, .ia3FeedForward = {"fc2"}}};
}

Family mBart()
{
    return {.modelType = "mbart",
            .classPrefix = "MBart",
            .basePrefix = "model",
            .heads = heads::bart,
            .build = buildMBart,
            .headModules = {"classification_head", "qa_outputs", "lm_head"},
            .widthKey = "d_model",
            .tokenizer = "MBartTokenizer",
            .peft = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "v_proj", "fc2"}, .ia3FeedForward = {"fc2"}}};
}

} // namespace backbones
} // namespace deltascope::nn
