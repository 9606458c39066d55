// ELECTRA with every head of transformers/models/electra/modeling_electra.py (evaluation mode).
#include "nn/backbones/bertstack.h"
#include "nn/backbones/heads.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

/// generator_predictions: back to the width of the embeddings.
class GeneratorPredictions : public Block {
public:
    GeneratorPredictions(const Scope &scope, const BertFacts &facts)
        : Block(scope, "ElectraGeneratorPredictions")
        , m_norm(child("LayerNorm"), facts.embeddingWidth, facts.epsilon)
        , m_dense(child("dense"), facts.width, facts.embeddingWidth)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            return m_norm(pass, m_dense(pass, in).map([](const at::Tensor &t) { return at::gelu(t); }));
        });
    }

private:
    LayerNorm m_norm;
    Linear m_dense;
};

/// discriminator_predictions: one score for each position, whether its token was replaced.
class DiscriminatorPredictions : public Block {
public:
    DiscriminatorPredictions(const Scope &scope, const BertFacts &facts)
        : Block(scope, "ElectraDiscriminatorPredictions")
        , m_activation(facts.activation)
        , m_dense(child("dense"), facts.width, facts.width)
        , m_score(child("dense_prediction"), facts.width, 1)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            return m_score(pass, m_dense(pass, in).map(m_activation)).map([](const at::Tensor &t) {
                return t.squeeze(-1);
            });
        });
    }

private:
    Activation m_activation;
    Linear m_dense, m_score;
};

Head generatorHead(const ScopeOf &scope, const EncoderModel &model, const BertFacts &facts)
{
    auto predictions = std::make_shared<GeneratorPredictions>(scope("generator_predictions"), facts);
    auto scores = facts.tied
                      ? std::make_shared<Linear>(scope("generator_lm_head"), model.tokenWeight(), Bias::With)
                      : std::make_shared<Linear>(scope("generator_lm_head"), facts.embeddingWidth, facts.vocabulary);
    return
        [predictions, scores](Pass &pass, const Act &hidden) { return (*scores)(pass, (*predictions)(pass, hidden)); };
}

std::unique_ptr<Backbone> buildElectra(const BuildContext &context)
{
    BertFacts facts(context.config, "Electra");
    facts.embeddingWidth = context.config.size("embedding_size", 128);
    const auto model = [&](const Scope &scope) { return std::make_unique<BertStack>(scope, facts, Pooling::Without); };
    const auto headed = [&](const MakeHead &head, Caching caching = Caching::Nothing) {
        return buildHeadedEncoder(context, "electra", model, head, caching);
    };
    const auto generator
        = [&](const ScopeOf &scope, const EncoderModel &base) { return generatorHead(scope, base, facts); };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return denseHead(scope, "classifier", "ElectraClassificationHead", facts.width, context.labels,
                             activationByName("gelu"));
        });
    case HeadKind::TokenClassification:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "classifier", facts.width, context.labels);
        });
    case HeadKind::QuestionAnswering:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "qa_outputs", facts.width, 2);
        });
    case HeadKind::Pretraining:
        return headed([&](const ScopeOf &scope, const EncoderModel &) -> Head {
            auto head = std::make_shared<DiscriminatorPredictions>(scope("discriminator_predictions"), facts);
            return [head](Pass &pass, const Act &hidden) { return (*head)(pass, hidden); };
        });
    case HeadKind::MaskedLm: return headed(generator);
    case HeadKind::CausalLm: return headed(generator, facts.isDecoder ? Caching::Keys : Caching::Nothing);
    default: return buildBareEncoder(context, model);
    }
}

} // namespace

namespace backbones {

Family electra()
{
    return {.modelType = "electra",
            .classPrefix = "Electra",
            .basePrefix = "electra",
            .heads = heads::pretrainedEncoder,
            .build = buildElectra,
            .headModules
            = {"classifier", "qa_outputs", "discriminator_predictions", "generator_predictions", "generator_lm_head"},
            .typeIds = Family::TypeIds::Used,
            .tokenizer = "ElectraTokenizer",
            .peft = {.lora = {"query", "value"}}};
}

} // namespace backbones
} // namespace deltascope::nn
