// DistilBERT with every head of transformers/models/distilbert/modeling_distilbert.py (evaluation mode).
#include "nn/backbones/encoder.h"
#include "nn/backbones/heads.h"
#include "nn/layers/attention.h"
#include "nn/layers/join.h"
#include "nn/layers/positions.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

struct DistilBertFacts {
    std::int64_t width, heads, inner, layers, positions, vocabulary;
    Activation activation;
    bool tied;

    explicit DistilBertFacts(const Config &config)
        : width(config.size({"dim", "hidden_size"}))
        , heads(config.size({"n_heads", "num_attention_heads"}))
        , inner(config.size("hidden_dim"))
        , layers(config.count({"n_layers", "num_hidden_layers"}))
        , positions(config.size("max_position_embeddings"))
        , vocabulary(config.size("vocab_size"))
        , activation(activationByName(config.text("activation", "gelu")))
        , tied(config.flag("tie_word_embeddings", true))
    {
        if (!activation)
            config.refuse("activation", activationNames());
        if (width % heads != 0)
            config.refuse("n_heads", "a divisor of dim " + std::to_string(width));
    }
};

constexpr double epsilon = 1e-12;

class DistilBertEmbeddings : public Block {
public:
    DistilBertEmbeddings(const Scope &scope, const DistilBertFacts &facts)
        : Block(scope, "Embeddings")
        , m_positionCount(facts.positions)
        , m_tokens(child("word_embeddings"), facts.vocabulary, facts.width)
        , m_positions(child("position_embeddings"), facts.positions, facts.width)
        , m_norm(child("LayerNorm"), facts.width, epsilon)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &ids) {
            const Act tokens = withPrompts(pass, m_tokens(pass, ids));
            expectLength(m_positions, tokens.t.size(1), m_positionCount);
            return m_norm(pass, tokens + m_positions(pass, positionsFrom(pass, 0, tokens.t.size(1))));
        });
    }
    const Param &tokenWeight() const { return m_tokens.weightParam(); }

private:
    std::int64_t m_positionCount;
    Embedding m_tokens, m_positions;
    LayerNorm m_norm;
};

class DistilBertAttention : public Block {
public:
    DistilBertAttention(const Scope &scope, const DistilBertFacts &facts)
        : Block(scope, "MultiHeadSelfAttention")
        , m_heads(facts.heads)
        , m_scale(1 / std::sqrt(static_cast<double>(facts.width / facts.heads)))
        , m_query(child("q_lin"), facts.width, facts.width)
        , m_key(child("k_lin"), facts.width, facts.width)
        , m_value(child("v_lin"), facts.width, facts.width)
        , m_output(child("out_lin"), facts.width, facts.width)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const auto heads = [&](const Linear &leaf) { return splitHeads(leaf(pass, in), m_heads); };
            return m_output(pass, attend(pass, *this, {heads(m_query), heads(m_key), heads(m_value), m_scale}, mask));
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_query.outputWidth() / m_heads}; }

private:
    std::int64_t m_heads;
    double m_scale;
    Linear m_query, m_key, m_value, m_output;
};

class DistilBertLayer : public Block {
    struct FeedForward : Block {
        FeedForward(const Scope &scope, const DistilBertFacts &facts)
            : Block(scope, "FFN")
            , up(child("lin1"), facts.width, facts.inner)
            , down(child("lin2"), facts.inner, facts.width)
        {
        }
        Linear up, down;
    };

public:
    DistilBertLayer(const Scope &scope, const DistilBertFacts &facts)
        : Block(scope, "TransformerBlock")
        , m_activation(facts.activation)
        , m_attention(child("attention"), facts)
        , m_attentionNorm(child("sa_layer_norm"), facts.width, epsilon)
        , m_feedForward(child("ffn"), facts)
        , m_outputNorm(child("output_layer_norm"), facts.width, epsilon)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attentionJoin(pass, m_attention(pass, in, mask), in, &m_attentionNorm);
            const Act fed = m_feedForward.through(pass, mixed, [&](const Act &read) {
                return m_feedForward.down(pass, m_feedForward.up(pass, read).map(m_activation));
            });
            return m_outputJoin(pass, fed, mixed, &m_outputNorm);
        });
    }

private:
    Activation m_activation;
    DistilBertAttention m_attention;
    LayerNorm m_attentionNorm;
    FeedForward m_feedForward;
    LayerNorm m_outputNorm;
    Join m_attentionJoin{m_attention, JoinPlace::Attention}, m_outputJoin{m_feedForward, JoinPlace::Output};
};

class DistilBertModel : public EncoderModel {
    struct Transformer : Block {
        Transformer(const Scope &scope, const DistilBertFacts &facts)
            : Block(scope, "Transformer")
            , layers(child("layer"), facts.layers, facts)
        {
        }
        BlockList<DistilBertLayer> layers;
    };

public:
    DistilBertModel(const Scope &scope, const DistilBertFacts &facts)
        : EncoderModel(scope, "DistilBertModel")
        , m_embeddings(child("embeddings"), facts)
        , m_transformer(child("transformer"), facts)
    {
    }
    Act hidden(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            const AttentionMask mask{batch.mask ? std::optional(paddingBias(*batch.mask)) : std::nullopt, false};
            return m_transformer.through(pass, m_embeddings(pass, ids), [&](const Act &embedded) {
                Act x = embedded;
                for (const DistilBertLayer &layer : m_transformer.layers)
                    x = layer(pass, x, mask);
                return x;
            });
        });
    }
    const Param &tokenWeight() const override { return m_embeddings.tokenWeight(); }

private:
    DistilBertEmbeddings m_embeddings;
    Transformer m_transformer;
};

Head languageHead(const ScopeOf &scope, const EncoderModel &model, const DistilBertFacts &facts)
{
    auto transform = std::make_shared<Linear>(scope("vocab_transform"), facts.width, facts.width);
    auto norm = std::make_shared<LayerNorm>(scope("vocab_layer_norm"), facts.width, epsilon);
    auto scores = facts.tied ? std::make_shared<Linear>(scope("vocab_projector"), model.tokenWeight(), Bias::With)
                             : std::make_shared<Linear>(scope("vocab_projector"), facts.width, facts.vocabulary);
    return [transform, norm, scores, activation = facts.activation](Pass &pass, const Act &hidden) {
        return (*scores)(pass, (*norm)(pass, (*transform)(pass, hidden).map(activation)));
    };
}

Head classificationHead(const ScopeOf &scope, std::int64_t width, std::int64_t labels)
{
    auto first = std::make_shared<Linear>(scope("pre_classifier"), width, width);
    auto second = std::make_shared<Linear>(scope("classifier"), width, labels);
    return [first, second](Pass &pass, const Act &hidden) {
        return (*second)(pass,
                         (*first)(pass, firstPosition(hidden)).map([](const at::Tensor &t) { return at::relu(t); }));
    };
}

std::unique_ptr<Backbone> buildDistilBert(const BuildContext &context)
{
    const DistilBertFacts facts(context.config);
    const auto model = [&](const Scope &scope) { return std::make_unique<DistilBertModel>(scope, facts); };
    const auto headed = [&](const MakeHead &head) { return buildHeadedEncoder(context, "distilbert", model, head); };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return classificationHead(scope, facts.width, context.labels);
        });
    case HeadKind::TokenClassification:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "classifier", facts.width, context.labels);
        });
    case HeadKind::QuestionAnswering:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return positionHead(scope, "qa_outputs", facts.width, 2);
        });
    case HeadKind::MaskedLm:
        return headed([&](const ScopeOf &scope, const EncoderModel &base) { return languageHead(scope, base, facts); });
    default: return buildBareEncoder(context, model);
    }
}

} // namespace

namespace backbones {

Family distilBert()
{
    return {.modelType = "distilbert",
            .classPrefix = "DistilBert",
            .basePrefix = "distilbert",
            .heads = heads::encoder,
            .build = buildDistilBert,
            .headModules
            = {"pre_classifier", "classifier", "qa_outputs", "vocab_transform", "vocab_layer_norm", "vocab_projector"},
            .widthKey = "dim",
            .tokenizer = "DistilBertTokenizer"};
}

} // namespace backbones
} // namespace deltascope::nn
