// GPT-2, as transformers/models/gpt2/modeling_gpt2.py computes it (eager attention, evaluation mode).
#include "nn/backbones/decoder.h"
#include "nn/backbones/heads.h"
#include "nn/layers/activation.h"
#include "nn/layers/attention.h"
#include "nn/layers/join.h"
#include "nn/layers/positions.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

struct Gpt2Facts {
    std::int64_t width, heads, inner, layers, positions, vocabulary;
    double epsilon;
    Activation activation;
    bool scaled, scaledByLayer;

    explicit Gpt2Facts(const Config &config)
        : width(config.size({"n_embd", "hidden_size"}))
        , heads(config.size({"n_head", "num_attention_heads"}))
        , inner(config.size("n_inner", 4 * width))
        , layers(config.count({"n_layer", "num_hidden_layers"}))
        , positions(config.size({"n_positions", "max_position_embeddings"}))
        , vocabulary(config.size("vocab_size"))
        , epsilon(config.number("layer_norm_epsilon", 1e-5))
        , activation(activationByName(config.text("activation_function", "gelu_new")))
        , scaled(config.flag("scale_attn_weights", true))
        , scaledByLayer(config.flag("scale_attn_by_inverse_layer_idx", false))
    {
        if (!activation)
            config.refuse("activation_function", activationNames());
        if (width % heads != 0)
            config.refuse("n_head", "a divisor of n_embd " + std::to_string(width));
        if (config.flag("add_cross_attention", false))
            config.refuse("add_cross_attention", "false, since GPT-2 runs here as a decoder alone");
    }
};

class Gpt2Attention : public Block {
public:
    Gpt2Attention(const Scope &scope, const Gpt2Facts &facts, std::int64_t layer)
        : Block(scope, "GPT2Attention")
        , m_heads(facts.heads)
        , m_scale((facts.scaled ? 1 / std::sqrt(static_cast<double>(facts.width / facts.heads)) : 1)
                  / (facts.scaledByLayer ? static_cast<double>(layer + 1) : 1))
        , m_projections(child("c_attn"), facts.width, 3 * facts.width)
        , m_output(child("c_proj"), facts.width, facts.width)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act all = m_projections(pass, in);
            const auto part = [&](std::int64_t i) {
                return splitHeads(all.map([&](const at::Tensor &t) { return t.chunk(3, -1)[i]; }), m_heads);
            };
            const Cached own = extendCache(pass, *this, part(1), part(2));
            return m_output(pass, attend(pass, *this, {part(0), own.key, own.value, m_scale}, mask));
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_output.inputWidth() / m_heads}; }

private:
    std::int64_t m_heads;
    double m_scale;
    Conv1D m_projections, m_output;
};

class Gpt2Mlp : public Block {
public:
    Gpt2Mlp(const Scope &scope, const Gpt2Facts &facts)
        : Block(scope, "GPT2MLP")
        , m_activation(facts.activation)
        , m_up(child("c_fc"), facts.width, facts.inner)
        , m_down(child("c_proj"), facts.inner, facts.width)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) { return m_down(pass, m_up(pass, in).map(m_activation)); });
    }

private:
    Activation m_activation;
    Conv1D m_up, m_down;
};

class Gpt2Block : public Block {
public:
    Gpt2Block(const Scope &scope, const Gpt2Facts &facts, std::int64_t index)
        : Block(scope, "GPT2Block")
        , m_attentionNorm(child("ln_1"), facts.width, facts.epsilon)
        , m_attention(child("attn"), facts, index)
        , m_mlpNorm(child("ln_2"), facts.width, facts.epsilon)
        , m_mlp(child("mlp"), facts)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attentionJoin(pass, m_attention(pass, m_attentionNorm(pass, in), mask), in);
            return m_outputJoin(pass, m_mlp(pass, m_mlpNorm(pass, mixed)), mixed);
        });
    }

private:
    LayerNorm m_attentionNorm;
    Gpt2Attention m_attention;
    LayerNorm m_mlpNorm;
    Gpt2Mlp m_mlp;
    Join m_attentionJoin{m_attention, JoinPlace::Attention}, m_outputJoin{m_mlp, JoinPlace::Output};
};

class Gpt2Model : public DecoderModel {
public:
    Gpt2Model(const Scope &scope, const Gpt2Facts &facts)
        : DecoderModel(scope, "GPT2Model")
        , m_positionCount(facts.positions)
        , m_tokens(child("wte"), facts.vocabulary, facts.width)
        , m_positions(child("wpe"), facts.positions, facts.width)
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
            expectLength(m_positions, pass.position() + length, m_positionCount);
            x = x + m_positions(pass, positionsFrom(pass, pass.position(), length));
            if (batch.typeIds) // GPT-2 looks token types up in the table of its tokens
                x = x + m_tokens(pass, *batch.typeIds);
            const AttentionMask mask = causalMask(pass, batch.mask, length);
            for (const Gpt2Block &layer : m_layers)
                x = layer(pass, x, mask);
            return m_norm(pass, x);
        });
    }

private:
    std::int64_t m_positionCount;
    Embedding m_tokens, m_positions;
    BlockList<Gpt2Block> m_layers;
    LayerNorm m_norm;
};

std::unique_ptr<Backbone> buildGpt2(const BuildContext &context)
{
    const Gpt2Facts facts(context.config);
    const DecoderHeads heads{"transformer",
                             facts.width,
                             facts.vocabulary,
                             context.config.optionalInteger("pad_token_id"),
                             context.config.flag("tie_word_embeddings", true),
                             "lm_head",
                             Bias::Without,
                             0,
                             "classifier"};
    return buildDecoder(context, heads, [&](const Scope &scope) { return std::make_unique<Gpt2Model>(scope, facts); });
}

} // namespace

namespace backbones {

Family gpt2()
{
    return {.modelType = "gpt2",
            .classPrefix = "GPT2",
            .basePrefix = "transformer",
            .heads = heads::decoder,
            .build = buildGpt2,
            .lmSuffix = "LMHeadModel",
            .headModules = {"score", "classifier", "qa_outputs", "lm_head"},
            .widthKey = "n_embd",
            .tokenizer = "GPT2Tokenizer",
            .peft = {.lora = {"c_attn"}, .ia3 = {"c_attn", "mlp.c_proj"}, .ia3FeedForward = {"mlp.c_proj"}},
            .prefixLayer = "PrefixLayerGPT2",
            .headToken = Family::HeadToken::Last};
}

} // namespace backbones
} // namespace deltascope::nn
