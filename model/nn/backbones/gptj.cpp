// GPT-J, as transformers/models/gptj/modeling_gptj.py computes it (evaluation mode).
#include "nn/backbones/decoder.h"
#include "nn/layers/activation.h"
#include "nn/layers/attention.h"
#include "nn/layers/join.h"
#include "nn/layers/positions.h"
#include "nn/layers/rotary.h"

#include <cmath>

namespace deltascope::nn {

namespace {

struct GptJFacts {
    std::int64_t width, heads, inner, layers, positions, vocabulary, turning;
    double epsilon;
    Activation activation;

    explicit GptJFacts(const Config &config)
        : width(config.size({"n_embd", "hidden_size"}))
        , heads(config.size({"n_head", "num_attention_heads"}))
        , inner(config.size("n_inner", 4 * width))
        , layers(config.count({"n_layer", "num_hidden_layers"}))
        , positions(config.size({"n_positions", "max_position_embeddings"}))
        , vocabulary(config.size("vocab_size"))
        , turning(config.nullableInteger("rotary_dim", 64).value_or(width / heads))
        , epsilon(config.number("layer_norm_epsilon", 1e-5))
        , activation(activationByName(config.text("activation_function", "gelu_new")))
    {
        if (!activation)
            config.refuse("activation_function", activationNames());
        if (width % heads != 0)
            config.refuse("n_head", "a divisor of n_embd " + std::to_string(width));
        if (turning < 2 || turning % 2 != 0 || turning > width / heads)
            config.refuse("rotary_dim", "an even number up to the width of a head " + std::to_string(width / heads));
    }
};

class GptJAttention : public Block {
public:
    GptJAttention(const Scope &scope, const GptJFacts &facts)
        : Block(scope, "GPTJAttention")
        , m_heads(facts.heads)
        , m_scale(1 / std::sqrt(static_cast<double>(facts.width / facts.heads)))
        , m_key(child("k_proj"), facts.width, facts.width, Bias::Without)
        , m_value(child("v_proj"), facts.width, facts.width, Bias::Without)
        , m_query(child("q_proj"), facts.width, facts.width, Bias::Without)
        , m_output(child("out_proj"), facts.width, facts.width, Bias::Without)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const Rotary &rotary,
                   const Angles &angles) const
    {
        return through(pass, x, [&](const Act &in) {
            const auto heads = [&](const Linear &leaf) { return splitHeads(leaf(pass, in), m_heads); };
            const Act query = rotary.turn(heads(m_query), angles), key = rotary.turn(heads(m_key), angles);
            const Cached own = extendCache(pass, *this, key, heads(m_value));
            return m_output(pass, attend(pass, *this, {query, own.key, own.value, m_scale}, mask));
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_query.outputWidth() / m_heads}; }

private:
    std::int64_t m_heads;
    double m_scale;
    Linear m_key, m_value, m_query, m_output;
};

class GptJBlock : public Block {
    struct Mlp : Block {
        Mlp(const Scope &scope, const GptJFacts &facts)
            : Block(scope, "GPTJMLP")
            , up(child("fc_in"), facts.width, facts.inner)
            , down(child("fc_out"), facts.inner, facts.width)
        {
        }
        Linear up, down;
    };

public:
    GptJBlock(const Scope &scope, const GptJFacts &facts)
        : Block(scope, "GPTJBlock")
        , m_activation(facts.activation)
        , m_norm(child("ln_1"), facts.width, facts.epsilon)
        , m_attention(child("attn"), facts)
        , m_mlp(child("mlp"), facts)
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
            return m_outputJoin(pass, fed, m_attentionJoin(pass, mixed, in));
        });
    }

private:
    Activation m_activation;
    LayerNorm m_norm;
    GptJAttention m_attention;
    Mlp m_mlp;
    Join m_attentionJoin{m_attention, JoinPlace::Attention}, m_outputJoin{m_mlp, JoinPlace::Output};
};

class GptJModel : public DecoderModel {
public:
    GptJModel(const Scope &scope, const Config &config, const GptJFacts &facts)
        : DecoderModel(scope, "GPTJModel")
        , m_positionCount(facts.positions)
        , m_rotary(config, facts.turning, 10000, Rotary::Pairs::Neighbours)
        , m_tokens(child("wte"), facts.vocabulary, facts.width)
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
            expectLength(*this, pass.position() + length, m_positionCount);
            if (batch.typeIds)
                x = x + m_tokens(pass, *batch.typeIds);
            const AttentionMask mask = causalMask(pass, batch.mask, length);
            const Angles angles = m_rotary.angles(pass.position(), length, x.t.scalar_type());
            for (const GptJBlock &layer : m_layers)
                x = layer(pass, x, mask, m_rotary, angles);
            return m_norm(pass, x);
        });
    }

private:
    std::int64_t m_positionCount;
    Rotary m_rotary;
    Embedding m_tokens;
    BlockList<GptJBlock> m_layers;
    LayerNorm m_norm;
};

std::unique_ptr<Backbone> buildGptJ(const BuildContext &context)
{
    const GptJFacts facts(context.config);
    const DecoderHeads heads{"transformer",
                             facts.width,
                             facts.vocabulary,
                             context.config.optionalInteger("pad_token_id"),
                             context.config.flag("tie_word_embeddings", false),
                             "lm_head",
                             Bias::With,
                             0,
                             "classifier"};
    return buildDecoder(context, heads,
                        [&](const Scope &scope) { return std::make_unique<GptJModel>(scope, context.config, facts); });
}

} // namespace

namespace backbones {

Family gptJ()
{
    return {.modelType = "gptj",
            .classPrefix = "GPTJ",
            .basePrefix = "transformer",
            .heads
            = {HeadKind::None, HeadKind::SequenceClassification, HeadKind::QuestionAnswering, HeadKind::CausalLm},
            .build = buildGptJ,
            .headModules = {"score", "classifier", "qa_outputs", "lm_head"},
            .widthKey = "n_embd",
            .tokenizer = "GPT2Tokenizer",
            .peft = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "v_proj", "fc_out"}, .ia3FeedForward = {"fc_out"}},
            .headToken = Family::HeadToken::Last};
}

} // namespace backbones
} // namespace deltascope::nn
