// BERT with every head of transformers/models/bert/modeling_bert.py (evaluation mode).
#include "nn/backbones/bertstack.h"
#include "nn/backbones/families.h"

namespace deltascope::nn {

namespace {

/// cls: transform, then scores over the vocabulary with the table of the embeddings (BertOnlyMLMHead).
class BertLmHead : public Block {
public:
    enum class Sentences { With, Without };   ///< a score whether the second text follows the first
    BertLmHead(const Scope &scope, const BertFacts &facts, const EncoderModel &model, Sentences sentences)
        : Block(scope, sentences == Sentences::With ? "BertPreTrainingHeads" : "BertOnlyMLMHead")
        , m_predictions(child("predictions"), facts, model)
    {
        if (sentences == Sentences::With)
            m_follows = std::make_unique<Linear>(child("seq_relationship"), facts.width, 2);
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            return m_predictions.through(pass, in, [&](const Act &read) {
                const Act transformed = m_predictions.transform.through(pass, read, [&](const Act &t) {
                    return m_predictions.transform.norm(pass, m_predictions.transform.dense(pass, t).map(m_predictions.transform.activation));
                });
                return (*m_predictions.decoder)(pass, transformed);
            });
        });
    }

private:
    struct Transform : Block {
        Transform(const Scope &scope, const BertFacts &facts)
            : Block(scope, "BertPredictionHeadTransform")
            , activation(facts.activation)
            , dense(child("dense"), facts.width, facts.width)
            , norm(child("LayerNorm"), facts.width, facts.epsilon)
        {
        }
        Activation activation;
        Linear dense;
        LayerNorm norm;
    };
    struct Predictions : Block {
        Predictions(const Scope &scope, const BertFacts &facts, const EncoderModel &model)
            : Block(scope, "BertLMPredictionHead")
            , bias(declare("bias", {facts.vocabulary}, Init::Zeros))
            , transform(child("transform"), facts)
            , decoder(facts.tied ? std::make_unique<Linear>(child("decoder"), model.tokenWeight(), &bias)
                                 : std::make_unique<Linear>(child("decoder"), facts.width, facts.vocabulary, bias))
        {
        }
        const Param &bias;
        Transform transform;
        std::unique_ptr<Linear> decoder;
    };
    Predictions m_predictions;
    std::unique_ptr<Linear> m_follows;
};

} // namespace

std::unique_ptr<Backbone> buildBert(const BuildContext &context)
{
    BertFacts facts(context.config, "Bert");
    facts.embeddingWidth = facts.width;
    const auto model = [&](Pooling pooling) {
        return [&facts, pooling](const Scope &scope) { return std::make_unique<BertStack>(scope, facts, pooling); };
    };
    const auto languageHead = [&](const ScopeOf &scope, const EncoderModel &base) -> Head {
        auto head = std::make_shared<BertLmHead>(scope("cls"), facts, base, context.head == HeadKind::Pretraining
                                                     ? BertLmHead::Sentences::With : BertLmHead::Sentences::Without);
        return [head](Pass &pass, const Act &hidden) { return (*head)(pass, hidden); };
    };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return buildHeadedEncoder(context, "bert", model(Pooling::With), [&](const ScopeOf &scope, const EncoderModel &base) {
            return pooledHead(scope, base, "classifier", facts.width, context.labels);
        });
    case HeadKind::TokenClassification:
        return buildHeadedEncoder(context, "bert", model(Pooling::Without), [&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "classifier", facts.width, context.labels);
        });
    case HeadKind::QuestionAnswering:
        return buildHeadedEncoder(context, "bert", model(Pooling::Without), [&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "qa_outputs", facts.width, 2);
        });
    case HeadKind::Pretraining: return buildHeadedEncoder(context, "bert", model(Pooling::With), languageHead);
    case HeadKind::MaskedLm: return buildHeadedEncoder(context, "bert", model(Pooling::Without), languageHead);
    case HeadKind::CausalLm:
        return buildHeadedEncoder(context, "bert", model(Pooling::Without), languageHead, facts.isDecoder ? Caching::Keys : Caching::Nothing);
    default: return buildBareEncoder(context, model(Pooling::With));
    }
}

} // namespace deltascope::nn
