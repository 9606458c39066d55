// RoBERTa and XLM-RoBERTa with every head of transformers/models/roberta/modeling_roberta.py (evaluation mode).
#include "nn/backbones/bertstack.h"
#include "nn/backbones/heads.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

/// lm_head: dense, gelu, norm, then scores over the vocabulary (RobertaLMHead).
class RobertaLmHead : public Block {
public:
    RobertaLmHead(const Scope &scope, const BertFacts &facts, const EncoderModel &model)
        : Block(scope, facts.prefix + "LMHead")
        , m_bias(declare("bias", {facts.vocabulary}, Init::Zeros))
        , m_dense(child("dense"), facts.width, facts.width)
        , m_norm(child("layer_norm"), facts.width, facts.epsilon)
        , m_decoder(facts.tied ? std::make_unique<Linear>(child("decoder"), model.tokenWeight(), &m_bias)
                               : std::make_unique<Linear>(child("decoder"), facts.width, facts.vocabulary, m_bias))
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            return (*m_decoder)(pass,
                                m_norm(pass, m_dense(pass, in).map([](const at::Tensor &t) { return at::gelu(t); })));
        });
    }
    std::int64_t outputWidth() const override { return m_decoder->outputWidth(); }

private:
    const Param &m_bias;
    Linear m_dense;
    LayerNorm m_norm;
    std::unique_ptr<Linear> m_decoder;
};

std::unique_ptr<Backbone> build(const BuildContext &context, std::string_view prefix)
{
    BertFacts facts(context.config, prefix);
    facts.embeddingWidth = facts.width;
    facts.positionPad = context.config.integer("pad_token_id", 1);
    const auto model = [&](const Scope &scope) {
        return std::make_unique<BertStack>(scope, facts,
                                           context.head == HeadKind::None ? Pooling::With : Pooling::Without);
    };
    const auto headed = [&](const MakeHead &head, Caching caching = Caching::Nothing) {
        return buildHeadedEncoder(context, "roberta", model, head, caching);
    };
    const auto languageHead = [&](const ScopeOf &scope, const EncoderModel &base) -> Head {
        auto head = std::make_shared<RobertaLmHead>(scope("lm_head"), facts, base);
        return [head](Pass &pass, const Act &hidden) { return (*head)(pass, hidden); };
    };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return denseHead(scope, "classifier", facts.prefix + "ClassificationHead", facts.width, context.labels,
                             activationByName("tanh"));
        });
    case HeadKind::TokenClassification:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "classifier", facts.width, context.labels);
        });
    case HeadKind::QuestionAnswering:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "qa_outputs", facts.width, 2);
        });
    case HeadKind::MaskedLm: return headed(languageHead);
    case HeadKind::CausalLm: return headed(languageHead, facts.isDecoder ? Caching::Keys : Caching::Nothing);
    default: return buildBareEncoder(context, model);
    }
}

std::unique_ptr<Backbone> buildRoberta(const BuildContext &context) { return build(context, "Roberta"); }

std::unique_ptr<Backbone> buildXlmRoberta(const BuildContext &context) { return build(context, "XLMRoberta"); }

} // namespace

namespace backbones {

Family roberta()
{
    return {.modelType = "roberta",
            .classPrefix = "Roberta",
            .basePrefix = "roberta",
            .heads = heads::roberta,
            .build = buildRoberta,
            .headModules = {"classifier", "qa_outputs", "lm_head"},
            .tokenizer = "RobertaTokenizer",
            .peft
            = {.lora = {"query", "value"}, .ia3 = {"key", "value", "output.dense"}, .ia3FeedForward = {"output.dense"}},
            .prefixLayer = "PrefixLayerRoberta"};
}

Family xlmRoberta()
{
    return {.modelType = "xlm-roberta",
            .classPrefix = "XLMRoberta",
            .basePrefix = "roberta",
            .heads = heads::roberta,
            .build = buildXlmRoberta,
            .headModules = {"classifier", "qa_outputs", "lm_head"},
            .tokenizer = "XLMRobertaTokenizer",
            .peft = {.lora = {"query", "value"}}};
}

} // namespace backbones
} // namespace deltascope::nn
