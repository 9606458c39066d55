// T5 and mT5 with their heads, as transformers/models/t5/modeling_t5.py computes them (evaluation mode).
#include "nn/backbones/heads.h"
#include "nn/backbones/t5stack.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

Seq2SeqHead languageHead(const ScopeOf &scope, const Seq2Seq &model, const T5Facts &facts)
{
    auto head = facts.ownHead ? std::make_shared<Linear>(scope("lm_head"), facts.width, facts.vocabulary, Bias::Without)
                              : std::make_shared<Linear>(scope("lm_head"), model.tokenWeight());
    const double scale = facts.scalesOutput ? 1 / std::sqrt(static_cast<double>(facts.width)) : 1;
    return [head, scale](Pass &pass, const Act &hidden, const Act &) {
        return (*head)(pass, scale == 1 ? hidden : hidden.map([&](const at::Tensor &t) { return t * scale; }));
    };
}

std::unique_ptr<Backbone> build(const BuildContext &context, std::string_view prefix)
{
    const T5Facts facts(context.config, prefix, context.builder.holds("lm_head.weight"));
    const auto model = [&](const ScopeOf &scope) { return makeT5(scope, facts); };
    const auto encoder = [&](const Scope &scope) { return makeT5Encoder(scope, facts); };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return buildSeq2Seq(context, {"transformer", facts.prefix + "Model"}, model,
                            [&](const ScopeOf &scope, const Seq2Seq &) {
                                return lastEosHead(scope, "classification_head", facts.prefix + "ClassificationHead",
                                                   facts.width, context.labels, facts.eos);
                            });
    case HeadKind::TokenClassification:
        return buildHeadedEncoder(context, "transformer", encoder, [&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "classifier", facts.width, context.labels);
        });
    case HeadKind::QuestionAnswering:
        return buildSeq2Seq(context, {}, model, [&](const ScopeOf &scope, const Seq2Seq &) {
            return decoderPositionHead(scope, "qa_outputs", facts.width, 2);
        });
    case HeadKind::ConditionalGeneration:
        return buildSeq2Seq(context, {}, model, [&](const ScopeOf &scope, const Seq2Seq &both) {
            return languageHead(scope, both, facts);
        });
    default:
        return context.architecture == facts.prefix + "EncoderModel" ? buildBareEncoder(context, encoder)
                                                                     : buildSeq2Seq(context, {}, model, nullptr);
    }
}

/// A model whose head is the embedding divides the outputs by the root of the width.
double tiedT5Scale(const Config &config)
{
    // A file that says whether outputs are scaled says it of a head of its own too.
    return config.has("scale_decoder_outputs")
               ? 1
               : 1 / std::sqrt(static_cast<double>(config.size({"d_model", "hidden_size"})));
}

std::unique_ptr<Backbone> buildT5(const BuildContext &context) { return build(context, "T5"); }

std::unique_ptr<Backbone> buildMt5(const BuildContext &context) { return build(context, "MT5"); }

} // namespace

namespace backbones {

Family mt5()
{
    return {.modelType = "mt5",
            .classPrefix = "MT5",
            .basePrefix = "transformer",
            .heads = heads::t5,
            .build = buildMt5,
            .headModules = {"classification_head", "classifier", "qa_outputs", "lm_head"},
            .widthKey = "d_model",
            .tokenizer = "MT5Tokenizer",
            .peft = {.lora = {"q", "v"}, .ia3 = {"k", "v", "wi_1"}, .ia3FeedForward = {}},
            .tiedHeadScale = tiedT5Scale};
}

Family t5()
{
    return {.modelType = "t5",
            .classPrefix = "T5",
            .basePrefix = "transformer",
            .heads = heads::t5,
            .build = buildT5,
            .headModules = {"classification_head", "classifier", "qa_outputs", "lm_head"},
            .widthKey = "d_model",
            .tokenizer = "T5Tokenizer",
            .peft = {.lora = {"q", "v"}, .ia3 = {"k", "v", "wo"}, .ia3FeedForward = {"wo"}},
            .tiedHeadScale = tiedT5Scale,
            .prefixLayer = "PrefixLayerT5"};
}

} // namespace backbones
} // namespace deltascope::nn
