// GPT-NeoX (Pythia), as transformers/models/gpt_neox/modeling_gpt_neox.py computes it (evaluation mode).
#include "nn/backbones/decoder.h"
#include "nn/backbones/heads.h"
#include "nn/layers/activation.h"
#include "nn/layers/attention.h"
#include "nn/layers/positions.h"
#include "nn/layers/rotary.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

struct GptNeoXFacts {
    std::int64_t width, heads, inner, layers, vocabulary, turning;
    double epsilon;
    Activation activation;
    Bias attentionBias;
    bool parallel; ///< attention and feed-forward both read the layer's input

    explicit GptNeoXFacts(const Config &config)
        : width(config.size("hidden_size"))
        , heads(config.size("num_attention_heads"))
        , inner(config.size("intermediate_size"))
        , layers(config.count("num_hidden_layers"))
        , vocabulary(config.size("vocab_size"))
        , turning(static_cast<std::int64_t>(static_cast<double>(width / heads) * rotaryPart(config)))
        , epsilon(config.number("layer_norm_eps", 1e-5))
        , activation(activationByName(config.text("hidden_act", "gelu")))
        , attentionBias(config.flag("attention_bias", true) ? Bias::With : Bias::Without)
        , parallel(config.flag("use_parallel_residual", true))
    {
        if (!activation)
            config.refuse("hidden_act", activationNames());
        if (width % heads != 0)
            config.refuse("num_attention_heads", "a divisor of hidden_size " + std::to_string(width));
        if (turning < 2 || turning > width / heads)
            config.refuse("rotary_pct", "a part of the head that is at least two wide");
    }

private:
    static double rotaryPart(const Config &config)
    {
        return config.section("rope_parameters")
            .number("partial_rotary_factor", config.number("rotary_pct", config.number("partial_rotary_factor", 0.25)));
    }
};

class GptNeoXAttention : public Block {
public:
    GptNeoXAttention(const Scope &scope, const GptNeoXFacts &facts)
        : Block(scope, "GPTNeoXAttention")
        , m_heads(facts.heads)
        , m_size(facts.width / facts.heads)
        , m_projections(child("query_key_value"), facts.width, 3 * facts.width, facts.attentionBias)
        , m_output(child("dense"), facts.width, facts.width, facts.attentionBias)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const Rotary &rotary,
                   const Angles &angles) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act all = m_projections(pass, in);
            // Each head's query, key and value lie side by side.
            const auto part = [&](std::int64_t i) {
                return all.map([&](const at::Tensor &t) {
                    return t.view({t.size(0), t.size(1), m_heads, 3 * m_size})
                        .narrow(-1, i * m_size, m_size)
                        .transpose(1, 2);
                });
            };
            const Cached own = extendCache(pass, *this, rotary.turn(part(1), angles), part(2));
            const double scale = 1 / std::sqrt(static_cast<double>(m_size));
            return m_output(pass, attend(pass, *this, {rotary.turn(part(0), angles), own.key, own.value, scale}, mask));
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_size}; }

private:
    std::int64_t m_heads, m_size;
    Linear m_projections, m_output;
};

class GptNeoXLayer : public Block {
    struct Mlp : Block {
        Mlp(const Scope &scope, const GptNeoXFacts &facts)
            : Block(scope, "GPTNeoXMLP")
            , up(child("dense_h_to_4h"), facts.width, facts.inner)
            , down(child("dense_4h_to_h"), facts.inner, facts.width)
        {
        }
        Linear up, down;
    };

public:
    GptNeoXLayer(const Scope &scope, const GptNeoXFacts &facts)
        : Block(scope, "GPTNeoXLayer")
        , m_activation(facts.activation)
        , m_parallel(facts.parallel)
        , m_attentionNorm(child("input_layernorm"), facts.width, facts.epsilon)
        , m_mlpNorm(child("post_attention_layernorm"), facts.width, facts.epsilon)
        , m_attention(child("attention"), facts)
        , m_mlp(child("mlp"), facts)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const Rotary &rotary,
                   const Angles &angles) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attention(pass, m_attentionNorm(pass, in), mask, rotary, angles);
            if (m_parallel)
                return feed(pass, m_mlpNorm(pass, in)) + mixed + in;
            const Act joined = mixed + in;
            return feed(pass, m_mlpNorm(pass, joined)) + joined;
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
    LayerNorm m_attentionNorm, m_mlpNorm;
    GptNeoXAttention m_attention;
    Mlp m_mlp;
};

class GptNeoXModel : public DecoderModel {
public:
    GptNeoXModel(const Scope &scope, const Config &config, const GptNeoXFacts &facts)
        : DecoderModel(scope, "GPTNeoXModel")
        , m_rotary(config, facts.turning)
        , m_tokens(child("embed_in"), facts.vocabulary, facts.width)
        , m_layers(child("layers"), facts.layers, facts)
        , m_norm(child("final_layer_norm"), facts.width, facts.epsilon)
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
            for (const GptNeoXLayer &layer : m_layers)
                x = layer(pass, x, mask, m_rotary, angles);
            return m_norm(pass, x);
        });
    }

private:
    Rotary m_rotary;
    Embedding m_tokens;
    BlockList<GptNeoXLayer> m_layers;
    LayerNorm m_norm;
};

std::unique_ptr<Backbone> buildGptNeoX(const BuildContext &context)
{
    const GptNeoXFacts facts(context.config);
    // transformers 5 calls the head lm_head; files of either name are read.
    const char *head = context.builder.holds("lm_head.weight") && !context.builder.holds("embed_out.weight")
                           ? "lm_head"
                           : "embed_out";
    const DecoderHeads heads{"gpt_neox",
                             facts.width,
                             facts.vocabulary,
                             context.config.optionalInteger("pad_token_id"),
                             context.config.flag("tie_word_embeddings", false),
                             head,
                             Bias::Without,
                             0,
                             "classifier"};
    return buildDecoder(context, heads, [&](const Scope &scope) {
        return std::make_unique<GptNeoXModel>(scope, context.config, facts);
    });
}

} // namespace

namespace backbones {

Family gptNeoX()
{
    return {.modelType = "gpt_neox",
            .classPrefix = "GPTNeoX",
            .basePrefix = "gpt_neox",
            .heads = heads::decoder,
            .build = buildGptNeoX,
            .headModules = {"score", "classifier", "qa_outputs", "lm_head", "embed_out"},
            .tokenizer = "GPTNeoXTokenizer",
            .peft = {.lora = {"query_key_value"},
                     .ia3 = {"query_key_value", "dense_4h_to_h"},
                     .ia3FeedForward = {"dense_4h_to_h"}}};
}

} // namespace backbones
} // namespace deltascope::nn
