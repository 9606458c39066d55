// Phi, as transformers/models/phi/modeling_phi.py computes it (evaluation mode).
#include "nn/backbones/decoder.h"
#include "nn/backbones/heads.h"
#include "nn/layers/activation.h"
#include "nn/layers/attention.h"
#include "nn/layers/positions.h"
#include "nn/layers/rotary.h"

#include <cmath>

namespace deltascope::nn {

namespace {

struct PhiFacts {
    std::int64_t width, heads, keyHeads, headDim, inner, layers, vocabulary, turning;
    double epsilon;
    Activation activation;
    bool queryNorm;

    explicit PhiFacts(const Config &config)
        : width(config.size("hidden_size"))
        , heads(config.size("num_attention_heads"))
        , keyHeads(config.size("num_key_value_heads", heads))
        , headDim(config.size("head_dim", std::max<std::int64_t>(1, width / heads)))
        , inner(config.size("intermediate_size"))
        , layers(config.count("num_hidden_layers"))
        , vocabulary(config.size("vocab_size"))
        , turning(static_cast<std::int64_t>(
              static_cast<double>(headDim)
              * config.section("rope_parameters")
                    .number("partial_rotary_factor", config.number("partial_rotary_factor", 0.5))))
        , epsilon(config.number("layer_norm_eps", 1e-5))
        , activation(activationByName(config.text("hidden_act", "gelu_new")))
        , queryNorm(config.flag("qk_layernorm", false))
    {
        if (!activation)
            config.refuse("hidden_act", activationNames());
        if (heads % keyHeads != 0)
            config.refuse("num_key_value_heads", "a divisor of num_attention_heads " + std::to_string(heads));
        if (turning < 2 || turning > headDim)
            config.refuse("partial_rotary_factor", "a part of the head that is at least two wide");
    }
};

class PhiAttention : public Block {
public:
    PhiAttention(const Scope &scope, const PhiFacts &facts)
        : Block(scope, "PhiAttention")
        , m_heads(facts.heads)
        , m_keyHeads(facts.keyHeads)
        , m_scale(1 / std::sqrt(static_cast<double>(facts.headDim)))
        , m_query(child("q_proj"), facts.width, facts.heads * facts.headDim)
        , m_key(child("k_proj"), facts.width, facts.keyHeads * facts.headDim)
        , m_value(child("v_proj"), facts.width, facts.keyHeads * facts.headDim)
        , m_output(child("dense"), facts.heads * facts.headDim, facts.width)
    {
        if (!facts.queryNorm)
            return;
        m_queryNorm = std::make_unique<LayerNorm>(child("q_layernorm"), facts.headDim, facts.epsilon);
        m_keyNorm = std::make_unique<LayerNorm>(child("k_layernorm"), facts.headDim, facts.epsilon);
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const Rotary &rotary,
                   const Angles &angles) const
    {
        return through(pass, x, [&](const Act &in) {
            Act query = splitHeads(m_query(pass, in), m_heads), key = splitHeads(m_key(pass, in), m_keyHeads);
            if (m_queryNorm) {
                query = (*m_queryNorm)(pass, query);
                key = (*m_keyNorm)(pass, key);
            }
            const Cached own
                = extendCache(pass, *this, rotary.turn(key, angles), splitHeads(m_value(pass, in), m_keyHeads));
            return m_output(pass, attend(pass, *this, {rotary.turn(query, angles), own.key, own.value, m_scale}, mask));
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_keyHeads, m_key.outputWidth() / m_keyHeads}; }

private:
    std::int64_t m_heads, m_keyHeads;
    double m_scale;
    Linear m_query, m_key, m_value, m_output;
    std::unique_ptr<LayerNorm> m_queryNorm, m_keyNorm;
};

class PhiLayer : public Block {
    struct Mlp : Block {
        Mlp(const Scope &scope, const PhiFacts &facts)
            : Block(scope, "PhiMLP")
            , up(child("fc1"), facts.width, facts.inner)
            , down(child("fc2"), facts.inner, facts.width)
        {
        }
        Linear up, down;
    };

public:
    PhiLayer(const Scope &scope, const PhiFacts &facts)
        : Block(scope, "PhiDecoderLayer")
        , m_activation(facts.activation)
        , m_attention(child("self_attn"), facts)
        , m_mlp(child("mlp"), facts)
        , m_norm(child("input_layernorm"), facts.width, facts.epsilon)
    {
    }
    /// Attention and feed-forward read the same normed input.
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const Rotary &rotary,
                   const Angles &angles) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act normed = m_norm(pass, in);
            const Act mixed = m_attention(pass, normed, mask, rotary, angles);
            const Act fed = m_mlp.through(pass, normed, [&](const Act &read) {
                return m_mlp.down(pass, m_mlp.up(pass, read).map(m_activation));
            });
            return mixed + fed + in;
        });
    }

private:
    Activation m_activation;
    PhiAttention m_attention;
    Mlp m_mlp;
    LayerNorm m_norm;
};

class PhiModel : public DecoderModel {
public:
    PhiModel(const Scope &scope, const Config &config, const PhiFacts &facts)
        : DecoderModel(scope, "PhiModel")
        , m_rotary(config, facts.turning)
        , m_tokens(child("embed_tokens"), facts.vocabulary, facts.width)
        , m_layers(child("layers"), facts.layers, facts)
        , m_norm(child("final_layernorm"), facts.width, facts.epsilon)
    {
    }
    const Param &tokenWeight() const override { return m_tokens.weightParam(); }
    Act operator()(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            Act x = withPrompts(pass, m_tokens(pass, ids));
            const std::int64_t length = x.t.size(1);
            const AttentionMask mask = causalMask(pass, batch.mask, length);
            const Angles angles = m_rotary.angles(pass.position(), length, x.t.scalar_type());
            for (const PhiLayer &layer : m_layers)
                x = layer(pass, x, mask, m_rotary, angles);
            return m_norm(pass, x);
        });
    }

private:
    Rotary m_rotary;
    Embedding m_tokens;
    BlockList<PhiLayer> m_layers;
    LayerNorm m_norm;
};

std::unique_ptr<Backbone> buildPhi(const BuildContext &context)
{
    const PhiFacts facts(context.config);
    const DecoderHeads heads{"model",
                             facts.width,
                             facts.vocabulary,
                             context.config.optionalInteger("pad_token_id"),
                             context.config.flag("tie_word_embeddings", false),
                             "lm_head",
                             Bias::With,
                             0,
                             "score"};
    return buildDecoder(context, heads,
                        [&](const Scope &scope) { return std::make_unique<PhiModel>(scope, context.config, facts); });
}

} // namespace

namespace backbones {

Family phi()
{
    return {
        .modelType = "phi",
        .classPrefix = "Phi",
        .basePrefix = "model",
        .heads = heads::decoderWithoutQuestions,
        .build = buildPhi,
        .headModules = {"score", "qa_outputs", "lm_head"},
        .peft
        = {.lora = {"q_proj", "v_proj", "fc1", "fc2"}, .ia3 = {"q_proj", "v_proj", "fc2"}, .ia3FeedForward = {"fc2"}}};
}

} // namespace backbones
} // namespace deltascope::nn
