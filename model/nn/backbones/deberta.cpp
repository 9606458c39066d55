// DeBERTa v2 and v3 with every head of transformers/models/deberta_v2/modeling_deberta_v2.py (evaluation mode).
#include "nn/backbones/bertstack.h"
#include "nn/backbones/debertaattention.h"
#include "nn/backbones/heads.h"
#include "nn/layers/conv.h"
#include "nn/layers/positions.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

namespace deltascope::nn {

namespace {

struct DebertaFacts : DebertaAttentionFacts {
    std::int64_t embeddingWidth, inner, layers, vocabulary, types;
    double epsilon;
    Activation activation;
    bool positionsInInput, tied, legacyHead;
    std::int64_t convolution, convolutionGroups; ///< width of the kernel behind the first layer; 0: none
    Activation convolutionActivation;
    std::int64_t poolerWidth;
    Activation poolerActivation;

    explicit DebertaFacts(const Config &config)
        : DebertaAttentionFacts(config)
        , embeddingWidth(config.size("embedding_size", width))
        , inner(config.size("intermediate_size"))
        , layers(config.count("num_hidden_layers"))
        , vocabulary(config.size("vocab_size"))
        , types(config.integer("type_vocab_size", 0))
        , epsilon(config.number("layer_norm_eps", 1e-7))
        , activation(named(config, "hidden_act", "gelu"))
        , positionsInInput(config.flag("position_biased_input", true))
        , tied(config.flag("tie_word_embeddings", true))
        , legacyHead(config.flag("legacy", true))
        , convolution(config.integer("conv_kernel_size", 0))
        , convolutionGroups(config.size("conv_groups", 1))
        , convolutionActivation(named(config, "conv_act", "tanh"))
        , poolerWidth(config.size("pooler_hidden_size", width))
        , poolerActivation(named(config, "pooler_hidden_act", "gelu"))
    {
        if (types < 0 || types > 1 << 20)
            config.refuse("type_vocab_size", "a whole number from 0");
        if (convolution < 0 || convolution > 1 << 10)
            config.refuse("conv_kernel_size", "a whole number from 0");
        if (width % convolutionGroups != 0)
            config.refuse("conv_groups", "a divisor of hidden_size " + std::to_string(width));
    }

private:
    static Activation named(const Config &config, std::string_view key, std::string_view otherwise)
    {
        const Activation found = activationByName(config.text(key, otherwise));
        if (!found)
            config.refuse(key, activationNames());
        return found;
    }
};

/// Hidden positions become zero.
Act masked(const Act &x, const std::optional<Act> &mask)
{
    if (!mask)
        return x;
    return combine(x, *mask,
                   [](const at::Tensor &t, const at::Tensor &m) { return t * m.unsqueeze(-1).to(t.scalar_type()); });
}

class DebertaEmbeddings : public Block {
public:
    DebertaEmbeddings(const Scope &scope, const DebertaFacts &facts)
        : Block(scope, "DebertaV2Embeddings")
        , m_positionCount(facts.positions)
        , m_tokens(child("word_embeddings"), facts.vocabulary, facts.embeddingWidth)
    {
        if (facts.positionsInInput)
            m_positions
                = std::make_unique<Embedding>(child("position_embeddings"), facts.positions, facts.embeddingWidth);
        if (facts.types > 0)
            m_types = std::make_unique<Embedding>(child("token_type_embeddings"), facts.types, facts.embeddingWidth);
        if (facts.embeddingWidth != facts.width)
            m_project = std::make_unique<Linear>(child("embed_proj"), facts.embeddingWidth, facts.width, Bias::Without);
        m_norm = std::make_unique<LayerNorm>(child("LayerNorm"), facts.width, facts.epsilon);
    }
    Act operator()(Pass &pass, const Batch &batch) const
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            Act x = withPrompts(pass, m_tokens(pass, ids));
            const std::int64_t length = x.t.size(1);
            expectLength(*this, length, m_positionCount);
            if (m_positions)
                x = x + (*m_positions)(pass, positionsFrom(pass, 0, length));
            if (m_types)
                x = x
                    + (*m_types)(pass,
                                 batch.typeIds ? *batch.typeIds : Act{at::zeros({1, length}, at::kLong), pass.single});
            if (m_project)
                x = (*m_project)(pass, x);
            return masked((*m_norm)(pass, x), batch.mask);
        });
    }
    const Param &tokenWeight() const { return m_tokens.weightParam(); }

private:
    std::int64_t m_positionCount;
    Embedding m_tokens;
    std::unique_ptr<Embedding> m_positions, m_types;
    std::unique_ptr<Linear> m_project;
    std::unique_ptr<LayerNorm> m_norm;
};

/// LayerNorm(dense(x) + residual).
class DebertaJoin : public Block {
public:
    DebertaJoin(const Scope &scope, std::string_view type, std::int64_t in, const DebertaFacts &facts, JoinPlace place)
        : Block(scope, type)
        , m_dense(child("dense"), in, facts.width)
        , m_norm(child("LayerNorm"), facts.width, facts.epsilon)
        , m_join(*this, place)
    {
    }
    Act operator()(Pass &pass, const Act &x, const Act &residual) const
    {
        return through(pass, x, [&](const Act &in) { return m_join(pass, m_dense(pass, in), residual, &m_norm); });
    }

private:
    Linear m_dense;
    LayerNorm m_norm;
    Join m_join;
};

class DebertaLayer : public Block {
    struct Attention : Block {
        Attention(const Scope &scope, const DebertaFacts &facts)
            : Block(scope, "DebertaV2Attention")
            , self(child("self"), facts)
            , output(child("output"), "DebertaV2SelfOutput", facts.width, facts, JoinPlace::Attention)
        {
        }
        DebertaAttention self;
        DebertaJoin output;
    };
    struct Intermediate : Block {
        Intermediate(const Scope &scope, const DebertaFacts &facts)
            : Block(scope, "DebertaV2Intermediate")
            , dense(child("dense"), facts.width, facts.inner)
        {
        }
        std::int64_t outputWidth() const override { return dense.outputWidth(); }
        Linear dense;
    };

public:
    DebertaLayer(const Scope &scope, const DebertaFacts &facts)
        : Block(scope, "DebertaV2Layer")
        , m_activation(facts.activation)
        , m_attention(child("attention"), facts)
        , m_intermediate(child("intermediate"), facts)
        , m_output(child("output"), "DebertaV2Output", facts.inner, facts, JoinPlace::Output)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const std::optional<Act> &distances) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attention.through(pass, in, [&](const Act &read) {
                return m_attention.output(pass, m_attention.self(pass, read, mask, distances), read);
            });
            const Act wide = m_intermediate.through(
                pass, mixed, [&](const Act &read) { return m_intermediate.dense(pass, read).map(m_activation); });
            return m_output(pass, wide, mixed);
        });
    }

private:
    Activation m_activation;
    Attention m_attention;
    Intermediate m_intermediate;
    DebertaJoin m_output;
};

/// conv: a convolution over the embeddings, added to what the first layer returned.
class DebertaConvolution : public Block {
public:
    DebertaConvolution(const Scope &scope, const DebertaFacts &facts)
        : Block(scope, "ConvLayer")
        , m_activation(facts.convolutionActivation)
        , m_conv(child("conv"), facts.width, facts.width, facts.convolution, facts.convolutionGroups)
        , m_norm(child("LayerNorm"), facts.width, facts.epsilon)
    {
    }
    Act operator()(Pass &pass, const Act &x, const Act &residual, const std::optional<Act> &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = masked(m_conv(pass, in), mask).map(m_activation);
            return masked(m_norm(pass, residual + mixed), mask);
        });
    }

private:
    Activation m_activation;
    TokenConv1d m_conv;
    LayerNorm m_norm;
};

class DebertaModel : public EncoderModel {
    struct Encoder : Block {
        Encoder(const Scope &scope, const DebertaFacts &facts)
            : Block(scope, "DebertaV2Encoder")
            , layers(child("layer"), facts.layers, facts)
        {
            if (facts.relative)
                distances = std::make_unique<Embedding>(child("rel_embeddings"), 2 * facts.span(), facts.width);
            if (facts.normsDistances)
                norm = std::make_unique<LayerNorm>(child("LayerNorm"), facts.width, facts.epsilon);
            if (facts.convolution > 0)
                conv = std::make_unique<DebertaConvolution>(child("conv"), facts);
        }
        BlockList<DebertaLayer> layers;
        std::unique_ptr<Embedding> distances;
        std::unique_ptr<LayerNorm> norm;
        std::unique_ptr<DebertaConvolution> conv;
    };

public:
    DebertaModel(const Scope &scope, const DebertaFacts &facts)
        : EncoderModel(scope, "DebertaV2Model")
        , m_embeddings(child("embeddings"), facts)
        , m_encoder(child("encoder"), facts)
    {
    }
    Act hidden(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &) {
            return m_encoder.through(pass, m_embeddings(pass, batch),
                                     [&](const Act &embedded) { return encode(pass, embedded, batch.mask); });
        });
    }
    const Param &tokenWeight() const override { return m_embeddings.tokenWeight(); }

private:
    Act encode(Pass &pass, const Act &embedded, const std::optional<Act> &mask) const
    {
        std::optional<Act> distances;
        if (m_encoder.distances) {
            distances = Act{m_encoder.distances->weight().unsqueeze(0), pass.single};
            if (m_encoder.norm)
                distances = (*m_encoder.norm)(pass, *distances);
        }
        const AttentionMask hide{mask ? std::optional(pairBias(*mask)) : std::nullopt, false};
        Act x = embedded;
        for (std::size_t i = 0; i < m_encoder.layers.size(); ++i) {
            x = m_encoder.layers[i](pass, x, hide, distances);
            if (i == 0 && m_encoder.conv)
                x = (*m_encoder.conv)(pass, embedded, x, mask);
        }
        return x;
    }

    DebertaEmbeddings m_embeddings;
    Encoder m_encoder;
};

Head classificationHead(const ScopeOf &scope, const DebertaFacts &facts, std::int64_t labels)
{
    struct Pooler : Block {
        Pooler(const Scope &place, const DebertaFacts &own)
            : Block(place, "ContextPooler")
            , activation(own.poolerActivation)
            , dense(child("dense"), own.poolerWidth, own.poolerWidth)
        {
        }
        Activation activation;
        Linear dense;
    };
    auto pooler = std::make_shared<Pooler>(scope("pooler"), facts);
    auto leaf = std::make_shared<Linear>(scope("classifier"), facts.poolerWidth, labels);
    return [pooler, leaf](Pass &pass, const Act &hidden) {
        return (*leaf)(pass, pooler->through(pass, hidden, [&](const Act &in) {
            return pooler->dense(pass, firstPosition(in)).map(pooler->activation);
        }));
    };
}

/// The head of files since transformers 4.48 with legacy false: dense, norm, then the table of the embeddings.
class DebertaLmHead : public Block {
    struct Inner : Block {
        Inner(const Scope &scope, const DebertaFacts &facts)
            : Block(scope, "DebertaV2LMPredictionHead")
            , bias(declare("bias", {facts.vocabulary}, Init::Zeros))
            , dense(child("dense"), facts.width, facts.width)
            , norm(child("LayerNorm"), facts.width, facts.epsilon)
        {
        }
        std::int64_t outputWidth() const override { return bias.shape()[0]; }
        at::Tensor outputShift(std::string_view, const at::Tensor &change) const override { return change; }
        const Param &bias;
        Linear dense;
        LayerNorm norm;
    };

public:
    DebertaLmHead(const Scope &scope, const DebertaFacts &facts, const EncoderModel &model)
        : Block(scope, "DebertaV2OnlyMLMHead")
        , m_activation(facts.activation)
        , m_table(model.tokenWeight())
        , m_inner(child("lm_head"), facts)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            return m_inner.through(pass, in, [&](const Act &read) {
                const Act normed = m_inner.norm(pass, m_inner.dense(pass, read).map(m_activation));
                return normed.map([&](const at::Tensor &t) { return product(t, m_table.get(), m_inner.bias.get()); });
            });
        });
    }
    std::int64_t outputWidth() const override { return m_inner.outputWidth(); }

private:
    Activation m_activation;
    const Param &m_table;
    Inner m_inner;
};

std::unique_ptr<Backbone> buildDebertaV2(const BuildContext &context)
{
    const DebertaFacts facts(context.config);
    const auto model = [&](const Scope &scope) { return std::make_unique<DebertaModel>(scope, facts); };
    const auto headed = [&](const MakeHead &head) { return buildHeadedEncoder(context, "deberta", model, head); };
    switch (context.head) {
    case HeadKind::SequenceClassification:
        return headed([&](const ScopeOf &scope, const EncoderModel &) {
            return classificationHead(scope, facts, context.labels);
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
        return headed([&](const ScopeOf &scope, const EncoderModel &base) -> Head {
            if (facts.legacyHead)
                return bertLanguageHead(scope,
                                        {"LegacyDebertaV2", "OnlyMLMHead", "PredictionHeadTransform", facts.width,
                                         facts.embeddingWidth, facts.vocabulary, facts.epsilon, facts.activation,
                                         facts.tied},
                                        base);
            auto head = std::make_shared<DebertaLmHead>(scope("lm_predictions"), facts, base);
            return [head](Pass &pass, const Act &hidden) { return (*head)(pass, hidden); };
        });
    default: return buildBareEncoder(context, model);
    }
}

} // namespace

namespace backbones {

Family debertaV2()
{
    return {.modelType = "deberta-v2",
            .classPrefix = "DebertaV2",
            .basePrefix = "deberta",
            .heads = heads::encoder,
            .build = buildDebertaV2,
            .headModules = {"pooler", "classifier", "qa_outputs", "cls", "lm_predictions"},
            .typeIds = Family::TypeIds::Used,
            .tokenizer = "DebertaV2Tokenizer",
            .peft = {.lora = {"query_proj", "value_proj"},
                     .ia3 = {"key_proj", "value_proj", "output.dense"},
                     .ia3FeedForward = {"output.dense"}}};
}

} // namespace backbones
} // namespace deltascope::nn
