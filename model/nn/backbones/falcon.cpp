// Falcon, old and new form, as transformers/models/falcon/modeling_falcon.py computes it (evaluation mode; alibi once).
#include "nn/backbones/decoder.h"
#include "nn/backbones/heads.h"
#include "nn/layers/activation.h"
#include "nn/layers/alibi.h"
#include "nn/layers/positions.h"
#include "nn/layers/rotary.h"

#include <ATen/ATen.h>

#include <cmath>
#include <optional>

namespace deltascope::nn {

namespace {

struct FalconFacts {
    enum class Fusion { Groups, OneKey, Triples }; ///< how query_key_value lays out its heads

    std::int64_t width, heads, keyHeads, inner, layers, vocabulary;
    double epsilon;
    Activation activation;
    Bias bias;
    bool newForm, parallel, twoNorms, alibi;
    Fusion fusion;

    explicit FalconFacts(const Config &config)
        : width(config.size("hidden_size"))
        , heads(config.size({"num_attention_heads", "n_head"}))
        , keyHeads(config.size("num_kv_heads", heads))
        , inner(config.size("ffn_hidden_size", 4 * width))
        , layers(config.count({"num_hidden_layers", "n_layer"}))
        , vocabulary(config.size("vocab_size"))
        , epsilon(config.number("layer_norm_epsilon", 1e-5))
        , activation(activationByName(config.text("activation", "gelu")))
        , bias(config.flag("bias", false) ? Bias::With : Bias::Without)
        , newForm(config.flag("new_decoder_architecture", false))
        , parallel(config.flag("parallel_attn", true))
        , twoNorms(parallel && config.optionalInteger("num_ln_in_parallel_attn").value_or(newForm ? 2 : 1) == 2)
        , alibi(config.flag("alibi", false))
        , fusion(newForm                            ? Fusion::Groups
                 : config.flag("multi_query", true) ? Fusion::OneKey
                                                    : Fusion::Triples)
    {
        if (!activation)
            config.refuse("activation", activationNames());
        if (width % heads != 0)
            config.refuse("num_attention_heads", "a divisor of hidden_size " + std::to_string(width));
        if (fusion != Fusion::Groups)
            keyHeads = fusion == Fusion::OneKey ? 1 : heads;
        if (heads % keyHeads != 0)
            config.refuse("num_kv_heads", "a divisor of num_attention_heads " + std::to_string(heads));
        if (newForm && !parallel)
            config.refuse("parallel_attn", "true, as the new architecture needs");
        if (twoNorms && !newForm)
            config.refuse("num_ln_in_parallel_attn", "1 in the old architecture");
    }
    std::int64_t headDim() const { return width / heads; }
};

class FalconAttention : public Block {
public:
    FalconAttention(const Scope &scope, const FalconFacts &facts)
        : Block(scope, "FalconAttention")
        , m_facts(facts)
        , m_projections(child("query_key_value"), facts.width, (facts.heads + 2 * facts.keyHeads) * facts.headDim(),
                        facts.bias, "FalconLinear")
        , m_output(child("dense"), facts.width, facts.width, facts.bias, "FalconLinear")
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const std::optional<Angles> &angles,
                   const Rotary &rotary) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act all = m_projections(pass, in);
            Act query = part(all, 0), key = part(all, 1);
            if (angles) {
                query = rotary.turn(query, *angles);
                key = rotary.turn(key, *angles);
            }
            const Cached own = extendCache(pass, *this, key, part(all, 2));
            const double scale = 1 / std::sqrt(static_cast<double>(m_facts.headDim()));
            return m_output(pass, attend(pass, *this, {query, own.key, own.value, scale}, mask));
        });
    }

    /// The library's new form keeps a key for every query's head.
    std::optional<KeyHeads> keyHeads() const override
    {
        return KeyHeads{m_facts.newForm ? m_facts.heads : m_facts.keyHeads, m_facts.headDim()};
    }

private:
    /// The heads of queries (0), keys (1) or values (2): [rows, heads, T, headDim]. Each key head's group holds its
    /// queries, then its key, then its value.
    Act part(const Act &all, int which) const
    {
        const std::int64_t groups = m_facts.keyHeads, perGroup = m_facts.heads / groups;
        return all.map([&](const at::Tensor &t) {
            const at::Tensor grouped = t.view({t.size(0), t.size(1), groups, perGroup + 2, m_facts.headDim()});
            const at::Tensor picked
                = which == 0 ? grouped.narrow(3, 0, perGroup) : grouped.narrow(3, perGroup + which - 1, 1);
            return picked.flatten(2, 3).transpose(1, 2);
        });
    }

    FalconFacts m_facts;
    Linear m_projections, m_output;
};

class FalconLayer : public Block {
    struct Mlp : Block {
        Mlp(const Scope &scope, const FalconFacts &facts)
            : Block(scope, "FalconMLP")
            , up(child("dense_h_to_4h"), facts.width, facts.inner, facts.bias, "FalconLinear")
            , down(child("dense_4h_to_h"), facts.inner, facts.width, facts.bias, "FalconLinear")
        {
        }
        Linear up, down;
    };

public:
    FalconLayer(const Scope &scope, const FalconFacts &facts)
        : Block(scope, "FalconDecoderLayer")
        , m_activation(facts.activation)
        , m_parallel(facts.parallel)
        , m_attention(child("self_attention"), facts)
        , m_mlp(child("mlp"), facts)
    {
        const auto norm = [&](std::string_view name) {
            return std::make_unique<LayerNorm>(child(name), facts.width, facts.epsilon);
        };
        if (!facts.parallel) {
            m_mlpNorm = norm("post_attention_layernorm");
            m_attentionNorm = norm("input_layernorm");
        } else if (facts.twoNorms) {
            m_attentionNorm = norm("ln_attn");
            m_mlpNorm = norm("ln_mlp");
        } else {
            m_attentionNorm = norm("input_layernorm");
        }
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const std::optional<Angles> &angles,
                   const Rotary &rotary) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act normed = (*m_attentionNorm)(pass, in);
            if (m_parallel) {
                const Act forMlp = m_mlpNorm ? (*m_mlpNorm)(pass, in) : normed;
                const Act mixed = m_attention(pass, normed, mask, angles, rotary);
                return feed(pass, forMlp) + mixed + in;
            }
            const Act joined = in + m_attention(pass, normed, mask, angles, rotary);
            return feed(pass, (*m_mlpNorm)(pass, joined)) + joined;
        });
    }

private:
    Act feed(Pass &pass, const Act &x) const
    {
        return m_mlp.through(pass, x,
                             [&](const Act &in) { return m_mlp.down(pass, m_mlp.up(pass, in).map(m_activation)); });
    }

    Activation m_activation;
    bool m_parallel;
    FalconAttention m_attention;
    Mlp m_mlp;
    std::unique_ptr<LayerNorm> m_attentionNorm, m_mlpNorm;
};

class FalconModel : public DecoderModel {
public:
    FalconModel(const Scope &scope, const Config &config, const FalconFacts &facts)
        : DecoderModel(scope, "FalconModel")
        , m_facts(facts)
        , m_rotary(config, facts.headDim())
        , m_tokens(child("word_embeddings"), facts.vocabulary, facts.width)
        , m_layers(child("h"), facts.layers, facts)
        , m_norm(child("ln_f"), facts.width, facts.epsilon)
    {
    }
    const Param &tokenWeight() const override { return m_tokens.weightParam(); }
    Act operator()(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            Act x = withPrompts(pass, m_tokens(pass, ids));
            const std::int64_t length = x.t.size(1);
            std::optional<Angles> angles;
            if (!m_facts.alibi)
                angles = m_rotary.angles(pass.position(), length, x.t.scalar_type());
            const double scale = 1 / std::sqrt(static_cast<double>(m_facts.headDim()));
            const AttentionMask mask
                = angles ? causalMask(pass, batch.mask, length)
                         : alibiMask(pass, batch.mask, length, m_facts.heads, scale, SlopeType::BFloat16);
            for (const FalconLayer &layer : m_layers)
                x = layer(pass, x, mask, angles, m_rotary);
            return m_norm(pass, x);
        });
    }

private:
    FalconFacts m_facts;
    Rotary m_rotary;
    Embedding m_tokens;
    BlockList<FalconLayer> m_layers;
    LayerNorm m_norm;
};

std::unique_ptr<Backbone> buildFalcon(const BuildContext &context)
{
    const FalconFacts facts(context.config);
    const DecoderHeads heads{"transformer",
                             facts.width,
                             facts.vocabulary,
                             context.config.optionalInteger("pad_token_id"),
                             context.config.flag("tie_word_embeddings", true),
                             "lm_head",
                             Bias::Without,
                             0,
                             "classifier"};
    return buildDecoder(context, heads, [&](const Scope &scope) {
        return std::make_unique<FalconModel>(scope, context.config, facts);
    });
}

} // namespace

namespace backbones {

Family falcon()
{
    return {.modelType = "falcon",
            .classPrefix = "Falcon",
            .basePrefix = "transformer",
            .heads = heads::decoder,
            .build = buildFalcon,
            .headModules = {"score", "classifier", "qa_outputs", "lm_head"},
            .peft = {.lora = {"query_key_value"},
                     .ia3 = {"query_key_value", "dense_4h_to_h"},
                     .ia3FeedForward = {"dense_4h_to_h"}}};
}

} // namespace backbones
} // namespace deltascope::nn
