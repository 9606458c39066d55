// BLOOM, as transformers/models/bloom/modeling_bloom.py computes it (evaluation mode).
#include "nn/backbones/decoder.h"
#include "nn/backbones/heads.h"
#include "nn/layers/alibi.h"
#include "nn/layers/positions.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

struct BloomFacts {
    std::int64_t width, heads, layers, vocabulary;
    double epsilon;
    bool residualAfterNorm;

    explicit BloomFacts(const Config &config)
        : width(config.size({"hidden_size", "n_embed"}))
        , heads(config.size({"n_head", "num_attention_heads"}))
        , layers(config.count({"n_layer", "num_hidden_layers"}))
        , vocabulary(config.size("vocab_size"))
        , epsilon(config.number("layer_norm_epsilon", 1e-5))
        , residualAfterNorm(config.flag("apply_residual_connection_post_layernorm", false))
    {
        if (width % heads != 0)
            config.refuse("n_head", "a divisor of hidden_size " + std::to_string(width));
    }
};

/// Its output has the residual added.
class BloomAttention : public Block {
public:
    BloomAttention(const Scope &scope, const BloomFacts &facts)
        : Block(scope, "BloomAttention")
        , m_heads(facts.heads)
        , m_size(facts.width / facts.heads)
        , m_projections(child("query_key_value"), facts.width, 3 * facts.width)
        , m_output(child("dense"), facts.width, facts.width)
    {
    }
    Act operator()(Pass &pass, const Act &x, const Act &residual, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act all = m_projections(pass, in);
            const auto part = [&](std::int64_t i) {
                return all.map([&](const at::Tensor &t) {
                    return t.view({t.size(0), t.size(1), m_heads, 3, m_size}).select(3, i).transpose(1, 2);
                });
            };
            const Cached own = extendCache(pass, *this, part(1), part(2));
            const double scale = 1 / std::sqrt(static_cast<double>(m_size));
            return m_output(pass, attend(pass, *this, {part(0), own.key, own.value, scale}, mask)) + residual;
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_size}; }

private:
    std::int64_t m_heads, m_size;
    Linear m_projections, m_output;
};

/// Its output has the residual added.
class BloomMlp : public Block {
public:
    BloomMlp(const Scope &scope, const BloomFacts &facts)
        : Block(scope, "BloomMLP")
        , m_up(child("dense_h_to_4h"), facts.width, 4 * facts.width)
        , m_down(child("dense_4h_to_h"), 4 * facts.width, facts.width)
    {
    }
    Act operator()(Pass &pass, const Act &x, const Act &residual) const
    {
        return through(pass, x, [&](const Act &in) {
            return m_down(pass, m_up(pass, in).map([](const at::Tensor &t) { return at::gelu(t, "tanh"); })) + residual;
        });
    }

private:
    Linear m_up, m_down;
};

class BloomBlock : public Block {
public:
    BloomBlock(const Scope &scope, const BloomFacts &facts)
        : Block(scope, "BloomBlock")
        , m_residualAfterNorm(facts.residualAfterNorm)
        , m_attentionNorm(child("input_layernorm"), facts.width, facts.epsilon)
        , m_attention(child("self_attention"), facts)
        , m_mlpNorm(child("post_attention_layernorm"), facts.width, facts.epsilon)
        , m_mlp(child("mlp"), facts)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act normed = m_attentionNorm(pass, in);
            const Act mixed = m_attention(pass, normed, m_residualAfterNorm ? normed : in, mask);
            const Act between = m_mlpNorm(pass, mixed);
            return m_mlp(pass, between, m_residualAfterNorm ? between : mixed);
        });
    }

private:
    bool m_residualAfterNorm;
    LayerNorm m_attentionNorm;
    BloomAttention m_attention;
    LayerNorm m_mlpNorm;
    BloomMlp m_mlp;
};

class BloomModel : public DecoderModel {
public:
    BloomModel(const Scope &scope, const BloomFacts &facts)
        : DecoderModel(scope, "BloomModel")
        , m_heads(facts.heads)
        , m_tokens(child("word_embeddings"), facts.vocabulary, facts.width)
        , m_tokenNorm(child("word_embeddings_layernorm"), facts.width, facts.epsilon)
        , m_layers(child("h"), facts.layers, facts)
        , m_norm(child("ln_f"), facts.width, facts.epsilon)
    {
    }
    const Param &tokenWeight() const override { return m_tokens.weightParam(); }
    Act operator()(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            Act x = m_tokenNorm(pass, withPrompts(pass, m_tokens(pass, ids)));
            const AttentionMask mask = alibiMask(pass, batch.mask, x.t.size(1), m_heads, 1, SlopeType::Float32);
            for (const BloomBlock &layer : m_layers)
                x = layer(pass, x, mask);
            return m_norm(pass, x);
        });
    }

private:
    std::int64_t m_heads;
    Embedding m_tokens;
    LayerNorm m_tokenNorm;
    BlockList<BloomBlock> m_layers;
    LayerNorm m_norm;
};

std::unique_ptr<Backbone> buildBloom(const BuildContext &context)
{
    const BloomFacts facts(context.config);
    const DecoderHeads heads{"transformer",
                             facts.width,
                             facts.vocabulary,
                             context.config.optionalInteger("pad_token_id"),
                             context.config.flag("tie_word_embeddings", true),
                             "lm_head",
                             Bias::Without,
                             0,
                             "classifier"};
    return buildDecoder(context, heads, [&](const Scope &scope) { return std::make_unique<BloomModel>(scope, facts); });
}

} // namespace

namespace backbones {

Family bloom()
{
    return {.modelType = "bloom",
            .classPrefix = "Bloom",
            .basePrefix = "transformer",
            .heads = heads::decoder,
            .build = buildBloom,
            .headModules = {"score", "classifier", "qa_outputs", "lm_head"},
            .peft = {.lora = {"query_key_value"},
                     .ia3 = {"query_key_value", "mlp.dense_4h_to_h"},
                     .ia3FeedForward = {"mlp.dense_4h_to_h"}}};
}

} // namespace backbones
} // namespace deltascope::nn
