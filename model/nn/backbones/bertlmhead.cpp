#include "nn/backbones/bertstack.h"

namespace deltascope::nn {

namespace {

/// Transform, then scores over the vocabulary with the table of the embeddings (BertOnlyMLMHead).
class LanguageHead : public Block {
public:
    LanguageHead(const Scope &scope, const LanguageHeadFacts &facts, const EncoderModel &model)
        : Block(scope, facts.prefix + facts.type)
        , m_predictions(child("predictions"), facts, model)
    {
        if (facts.sentences == LanguageHeadFacts::Sentences::With)
            m_follows = std::make_unique<Linear>(child("seq_relationship"), facts.width, 2);
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            return m_predictions.through(pass, in, [&](const Act &read) {
                const Transform &transform = m_predictions.transform;
                return (*m_predictions.decoder)(pass, transform.through(pass, read, [&](const Act &t) {
                    return transform.norm(pass, transform.dense(pass, t).map(transform.activation));
                }));
            });
        });
    }

    std::int64_t outputWidth() const override { return m_predictions.outputWidth(); }

private:
    struct Transform : Block {
        Transform(const Scope &scope, const LanguageHeadFacts &facts)
            : Block(scope, facts.prefix + facts.transformType)
            , activation(facts.activation)
            , dense(child("dense"), facts.width, facts.embeddingWidth)
            , norm(child("LayerNorm"), facts.embeddingWidth, facts.epsilon)
        {
        }
        Activation activation;
        Linear dense;
        LayerNorm norm;
    };
    struct Predictions : Block {
        Predictions(const Scope &scope, const LanguageHeadFacts &facts, const EncoderModel &model)
            : Block(scope, facts.prefix + "LMPredictionHead")
            , bias(declare("bias", {facts.vocabulary}, Init::Zeros))
            , transform(child("transform"), facts)
            , decoder(facts.tied
                          ? std::make_unique<Linear>(child("decoder"), model.tokenWeight(), &bias)
                          : std::make_unique<Linear>(child("decoder"), facts.embeddingWidth, facts.vocabulary, bias))
        {
        }
        std::int64_t outputWidth() const override { return bias.shape()[0]; }
        const Param &bias;
        Transform transform;
        std::unique_ptr<Linear> decoder;
    };
    Predictions m_predictions;
    std::unique_ptr<Linear> m_follows;
};

} // namespace

Head bertLanguageHead(const ScopeOf &scope, const LanguageHeadFacts &facts, const EncoderModel &model)
{
    auto head = std::make_shared<LanguageHead>(scope("cls"), facts, model);
    return [head](Pass &pass, const Act &hidden) { return (*head)(pass, hidden); };
}

} // namespace deltascope::nn
