// ALBERT with every head of transformers/models/albert/modeling_albert.py (evaluation mode).
#include "nn/backbones/bertstack.h"
#include "nn/backbones/heads.h"
#include "nn/layers/positions.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

class AlbertAttention : public Block {
public:
    AlbertAttention(const Scope &scope, const BertFacts &facts)
        : Block(scope, "AlbertAttention")
        , m_heads(facts.heads)
        , m_scale(1 / std::sqrt(static_cast<double>(facts.width / facts.heads)))
        , m_positionKind(facts.positionKind)
        , m_query(child("query"), facts.width, facts.width)
        , m_key(child("key"), facts.width, facts.width)
        , m_value(child("value"), facts.width, facts.width)
        , m_dense(child("dense"), facts.width, facts.width)
        , m_norm(child("LayerNorm"), facts.width, facts.epsilon)
    {
        if (m_positionKind != PositionKind::Absolute)
            m_distance = std::make_unique<Embedding>(child("distance_embedding"), 2 * facts.positions - 1,
                                                     facts.width / facts.heads);
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const auto heads = [&](const Linear &leaf) { return splitHeads(leaf(pass, in), m_heads); };
            const Act query = heads(m_query), key = heads(m_key);
            AttentionMask own = mask;
            if (m_distance)
                own.bias
                    = relativeBias(pass, m_positionKind, *m_distance, query, key, 1, mask.bias); // BERT scales it too
            // AdapterHub takes the layer's input for the output, and the output for the residual.
            return m_join(pass, in, m_dense(pass, attend(pass, *this, {query, key, heads(m_value), m_scale}, own)),
                          &m_norm);
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_query.outputWidth() / m_heads}; }

private:
    std::int64_t m_heads;
    double m_scale;
    PositionKind m_positionKind;
    Linear m_query, m_key, m_value, m_dense;
    LayerNorm m_norm;
    Join m_join{*this, JoinPlace::Attention};
    std::unique_ptr<Embedding> m_distance;
};

class AlbertLayer : public Block {
public:
    AlbertLayer(const Scope &scope, const BertFacts &facts)
        : Block(scope, "AlbertLayer")
        , m_activation(facts.activation)
        , m_norm(child("full_layer_layer_norm"), facts.width, facts.epsilon)
        , m_attention(child("attention"), facts)
        , m_up(child("ffn"), facts.width, facts.inner)
        , m_down(child("ffn_output"), facts.inner, facts.width)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attention(pass, in, mask);
            return m_join(pass, m_down(pass, m_up(pass, mixed).map(m_activation)), mixed, &m_norm);
        });
    }

private:
    Activation m_activation;
    LayerNorm m_norm;
    AlbertAttention m_attention;
    Linear m_up, m_down;
    Join m_join{m_down, JoinPlace::Output};
};

struct AlbertGroup : Block {
    AlbertGroup(const Scope &scope, const BertFacts &facts, std::int64_t inner)
        : Block(scope, "AlbertLayerGroup")
        , layers(child("albert_layers"), inner, facts)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            Act hidden = in;
            for (const AlbertLayer &layer : layers)
                hidden = layer(pass, hidden, mask);
            return hidden;
        });
    }
    BlockList<AlbertLayer> layers;
};

/// Every one of `layers` steps runs its whole group; groups are used again and again.
class AlbertTransformer : public Block {
public:
    AlbertTransformer(const Scope &scope, const BertFacts &facts, std::int64_t groups, std::int64_t inner)
        : Block(scope, "AlbertTransformer")
        , m_steps(facts.layers)
        , m_project(child("embedding_hidden_mapping_in"), facts.embeddingWidth, facts.width)
        , m_groups(child("albert_layer_groups"), groups, facts, inner)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            Act hidden = m_project(pass, in);
            const auto groups = static_cast<std::int64_t>(m_groups.size());
            for (std::int64_t i = 0; i < m_steps; ++i)
                hidden = m_groups[i * groups / m_steps](pass, hidden, mask);
            return hidden;
        });
    }

private:
    std::int64_t m_steps;
    Linear m_project;
    BlockList<AlbertGroup> m_groups;
};

class AlbertModel : public EncoderModel {
public:
    AlbertModel(const Scope &scope, const BertFacts &facts, std::int64_t groups, std::int64_t inner, Pooling pooling)
        : EncoderModel(scope, "AlbertModel")
        , m_embeddings(child("embeddings"), facts)
        , m_encoder(child("encoder"), facts, groups, inner)
    {
        if (pooling == Pooling::With)
            m_pooler = std::make_unique<Linear>(child("pooler"), facts.width, facts.width);
    }
    Act hidden(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            const Act positions = positionsFrom(pass, 0, embeddedLength(pass, ids));
            return m_encoder(pass, m_embeddings(pass, batch, positions), selfMask(pass, batch, false));
        });
    }
    Act pooled(Pass &pass, const Act &hidden) const override
    {
        return (*m_pooler)(pass, firstPosition(hidden)).map(activationByName("tanh"));
    }
    const Param &tokenWeight() const override { return m_embeddings.tokenWeight(); }

private:
    BertEmbeddings m_embeddings;
    AlbertTransformer m_encoder;
    std::unique_ptr<Linear> m_pooler;
};

/// predictions: back to the width of the embeddings, then scores over the vocabulary (AlbertMLMHead).
class AlbertLmHead : public Block {
public:
    AlbertLmHead(const Scope &scope, const BertFacts &facts, const EncoderModel &model)
        : Block(scope, "AlbertMLMHead")
        , m_activation(facts.activation)
        , m_bias(declare("bias", {facts.vocabulary}, Init::Zeros))
        , m_norm(child("LayerNorm"), facts.embeddingWidth, facts.epsilon)
        , m_dense(child("dense"), facts.width, facts.embeddingWidth)
        , m_decoder(facts.tied
                        ? std::make_unique<Linear>(child("decoder"), model.tokenWeight(), &m_bias)
                        : std::make_unique<Linear>(child("decoder"), facts.embeddingWidth, facts.vocabulary, m_bias))
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            return (*m_decoder)(pass, m_norm(pass, m_dense(pass, in).map(m_activation)));
        });
    }
    std::int64_t outputWidth() const override { return m_decoder->outputWidth(); }

private:
    Activation m_activation;
    const Param &m_bias;
    LayerNorm m_norm;
    Linear m_dense;
    std::unique_ptr<Linear> m_decoder;
};

std::unique_ptr<Backbone> buildAlbert(const BuildContext &context)
{
    BertFacts facts(context.config, "Albert");
    facts.embeddingWidth = context.config.size("embedding_size", 128);
    const std::int64_t groups = context.config.size("num_hidden_groups", 1),
                       inner = context.config.size("inner_group_num", 1);
    const auto model = [&](Pooling pooling) {
        return [&, pooling](const Scope &scope) {
            return std::make_unique<AlbertModel>(scope, facts, groups, inner, pooling);
        };
    };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return buildHeadedEncoder(context, "albert", model(Pooling::With),
                                  [&](const ScopeOf &scope, const EncoderModel &base) {
                                      return pooledHead(scope, base, "classifier", facts.width, context.labels);
                                  });
    case HeadKind::TokenClassification:
        return buildHeadedEncoder(context, "albert", model(Pooling::Without),
                                  [&](const ScopeOf &scope, const EncoderModel &) {
                                      return positionHead(scope, "classifier", facts.width, context.labels);
                                  });
    case HeadKind::QuestionAnswering:
        return buildHeadedEncoder(context, "albert", model(Pooling::Without),
                                  [&](const ScopeOf &scope, const EncoderModel &) {
                                      return positionHead(scope, "qa_outputs", facts.width, 2);
                                  });
    case HeadKind::MaskedLm:
        return buildHeadedEncoder(context, "albert", model(Pooling::Without),
                                  [&](const ScopeOf &scope, const EncoderModel &base) -> Head {
                                      auto head = std::make_shared<AlbertLmHead>(scope("predictions"), facts, base);
                                      return [head](Pass &pass, const Act &hidden) { return (*head)(pass, hidden); };
                                  });
    default: return buildBareEncoder(context, model(Pooling::With));
    }
}

} // namespace

namespace backbones {

Family albert()
{
    return {.modelType = "albert",
            .classPrefix = "Albert",
            .basePrefix = "albert",
            .heads = heads::encoder,
            .build = buildAlbert,
            .headModules = {"classifier", "qa_outputs", "predictions"},
            .typeIds = Family::TypeIds::Used,
            .tokenizer = "AlbertTokenizer"};
}

} // namespace backbones
} // namespace deltascope::nn
