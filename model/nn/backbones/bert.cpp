// BERT with every head of transformers/models/bert/modeling_bert.py (evaluation mode).
#include "nn/backbones/bertstack.h"
#include "nn/backbones/heads.h"

namespace deltascope::nn {

namespace {

std::unique_ptr<Backbone> buildBert(const BuildContext &context)
{
    BertFacts facts(context.config, "Bert");
    facts.embeddingWidth = facts.width;
    const auto model = [&](Pooling pooling) {
        return [&facts, pooling](const Scope &scope) { return std::make_unique<BertStack>(scope, facts, pooling); };
    };
    const auto languageHead = [&](const ScopeOf &scope, const EncoderModel &base) -> Head {
        const bool pretraining = context.head == HeadKind::Pretraining;
        return bertLanguageHead(
            scope,
            {"Bert", pretraining ? "PreTrainingHeads" : "OnlyMLMHead", "PredictionHeadTransform", facts.width,
             facts.width, facts.vocabulary, facts.epsilon, facts.activation, facts.tied,
             pretraining ? LanguageHeadFacts::Sentences::With : LanguageHeadFacts::Sentences::Without},
            base);
    };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return buildHeadedEncoder(context, "bert", model(Pooling::With),
                                  [&](const ScopeOf &scope, const EncoderModel &base) {
                                      return pooledHead(scope, base, "classifier", facts.width, context.labels);
                                  });
    case HeadKind::TokenClassification:
        return buildHeadedEncoder(context, "bert", model(Pooling::Without),
                                  [&](const ScopeOf &scope, const EncoderModel &) {
                                      return positionHead(scope, "classifier", facts.width, context.labels);
                                  });
    case HeadKind::QuestionAnswering:
        return buildHeadedEncoder(context, "bert", model(Pooling::Without),
                                  [&](const ScopeOf &scope, const EncoderModel &) {
                                      return positionHead(scope, "qa_outputs", facts.width, 2);
                                  });
    case HeadKind::Pretraining: return buildHeadedEncoder(context, "bert", model(Pooling::With), languageHead);
    case HeadKind::MaskedLm: return buildHeadedEncoder(context, "bert", model(Pooling::Without), languageHead);
    case HeadKind::CausalLm:
        return buildHeadedEncoder(context, "bert", model(Pooling::Without), languageHead,
                                  facts.isDecoder ? Caching::Keys : Caching::Nothing);
    default: return buildBareEncoder(context, model(Pooling::With));
    }
}

} // namespace

namespace backbones {

Family bert()
{
    return {.modelType = "bert",
            .classPrefix = "Bert",
            .basePrefix = "bert",
            .heads = heads::pretrainedEncoder,
            .build = buildBert,
            .lmSuffix = "LMHeadModel",
            .headModules = {"classifier", "qa_outputs", "cls"},
            .typeIds = Family::TypeIds::Used,
            .tokenizer = "BertTokenizer",
            .peft
            = {.lora = {"query", "value"}, .ia3 = {"key", "value", "output.dense"}, .ia3FeedForward = {"output.dense"}},
            .prefixLayer = "PrefixLayerBert"};
}

} // namespace backbones
} // namespace deltascope::nn
