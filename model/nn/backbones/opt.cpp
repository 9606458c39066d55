// OPT, as transformers/models/opt/modeling_opt.py computes it (evaluation mode).
#include "nn/backbones/decoder.h"
#include "nn/layers/activation.h"
#include "nn/layers/attention.h"
#include "nn/layers/positions.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

struct OptFacts {
    std::int64_t width, embeddingWidth, heads, inner, layers, positions, vocabulary;
    Activation activation;
    Bias bias;
    bool normsBefore, finalNorm;

    explicit OptFacts(const Config &config)
        : width(config.size("hidden_size"))
        , embeddingWidth(config.size("word_embed_proj_dim", width))
        , heads(config.size("num_attention_heads"))
        , inner(config.size("ffn_dim"))
        , layers(config.count("num_hidden_layers"))
        , positions(config.size("max_position_embeddings"))
        , vocabulary(config.size("vocab_size"))
        , activation(activationByName(config.text("activation_function", "relu")))
        , bias(config.flag("enable_bias", true) ? Bias::With : Bias::Without)
        , normsBefore(config.flag("do_layer_norm_before", true))
        , finalNorm(normsBefore && !config.flag("_remove_final_layer_norm", false))
    {
        if (!activation)
            config.refuse("activation_function", activationNames());
        if (width % heads != 0)
            config.refuse("num_attention_heads", "a divisor of hidden_size " + std::to_string(width));
        if (!config.flag("layer_norm_elementwise_affine", true))
            config.refuse("layer_norm_elementwise_affine", "true");
    }
};

constexpr double epsilon = 1e-5;
/// The position table starts with two rows that no real token uses.
constexpr std::int64_t offset = 2;

class OptAttention : public Block {
public:
    OptAttention(const Scope &scope, const OptFacts &facts)
        : Block(scope, "OPTAttention")
        , m_heads(facts.heads)
        , m_key(child("k_proj"), facts.width, facts.width, facts.bias)
        , m_value(child("v_proj"), facts.width, facts.width, facts.bias)
        , m_query(child("q_proj"), facts.width, facts.width, facts.bias)
        , m_output(child("out_proj"), facts.width, facts.width, facts.bias)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const auto heads = [&](const Linear &leaf) { return splitHeads(leaf(pass, in), m_heads); };
            const Act query = heads(m_query), key = heads(m_key), value = heads(m_value);
            const Cached own = extendCache(pass, *this, key, value);
            const double scale = 1 / std::sqrt(static_cast<double>(query.t.size(3)));
            return m_output(pass, attend(pass, *this, {query, own.key, own.value, scale}, mask));
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_query.outputWidth() / m_heads}; }

private:
    std::int64_t m_heads;
    Linear m_key, m_value, m_query, m_output;
};

class OptLayer : public Block {
public:
    OptLayer(const Scope &scope, const OptFacts &facts)
        : Block(scope, "OPTDecoderLayer")
        , m_activation(facts.activation)
        , m_normsBefore(facts.normsBefore)
        , m_attention(child("self_attn"), facts)
        , m_attentionNorm(child("self_attn_layer_norm"), facts.width, epsilon)
        , m_first(child("fc1"), facts.width, facts.inner, facts.bias)
        , m_second(child("fc2"), facts.inner, facts.width, facts.bias)
        , m_finalNorm(child("final_layer_norm"), facts.width, epsilon)
    {
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            if (m_normsBefore) {
                const Act mixed = in + m_attention(pass, m_attentionNorm(pass, in), mask);
                return mixed + feed(pass, m_finalNorm(pass, mixed));
            }
            const Act mixed = m_attentionNorm(pass, in + m_attention(pass, in, mask));
            return m_finalNorm(pass, mixed + feed(pass, mixed));
        });
    }

private:
    Act feed(Pass &pass, const Act &x) const { return m_second(pass, m_first(pass, x).map(m_activation)); }

    Activation m_activation;
    bool m_normsBefore;
    OptAttention m_attention;
    LayerNorm m_attentionNorm;
    Linear m_first, m_second;
    LayerNorm m_finalNorm;
};

class OptModel : public DecoderModel {
    struct Decoder : Block {
        Decoder(const Scope &scope, const OptFacts &facts)
            : Block(scope, "OPTDecoder")
            , tokens(child("embed_tokens"), facts.vocabulary, facts.embeddingWidth)
            , positions(child("embed_positions"), facts.positions + offset, facts.width,
                        "OPTLearnedPositionalEmbedding")
        {
            if (facts.embeddingWidth != facts.width) {
                out = std::make_unique<Linear>(child("project_out"), facts.width, facts.embeddingWidth, Bias::Without);
                in = std::make_unique<Linear>(child("project_in"), facts.embeddingWidth, facts.width, Bias::Without);
            }
            if (facts.finalNorm)
                norm = std::make_unique<LayerNorm>(child("final_layer_norm"), facts.width, epsilon);
            layers = std::make_unique<BlockList<OptLayer>>(child("layers"), facts.layers, facts);
        }
        Embedding tokens, positions;
        std::unique_ptr<Linear> out, in;
        std::unique_ptr<LayerNorm> norm;
        std::unique_ptr<BlockList<OptLayer>> layers;
    };

public:
    OptModel(const Scope &scope, const OptFacts &facts)
        : DecoderModel(scope, "OPTModel")
        , m_positionCount(facts.positions)
        , m_decoder(child("decoder"), facts)
    {
    }
    const Param &tokenWeight() const override { return m_decoder.tokens.weightParam(); }
    Act operator()(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &read) {
            return m_decoder.through(pass, read, [&](const Act &ids) {
                Act x = withPrompts(pass, m_decoder.tokens(pass, ids));
                const std::int64_t length = x.t.size(1);
                expectLength(m_decoder.positions, pass.position() + length, m_positionCount);
                if (m_decoder.in)
                    x = (*m_decoder.in)(pass, x);
                x = x + m_decoder.positions(pass, positions(pass, batch.mask, length));
                const AttentionMask mask = causalMask(pass, batch.mask, length);
                for (const OptLayer &layer : *m_decoder.layers)
                    x = layer(pass, x, mask);
                if (m_decoder.norm)
                    x = (*m_decoder.norm)(pass, x);
                return m_decoder.out ? (*m_decoder.out)(pass, x) : x;
            });
        });
    }

private:
    /// Real tokens are counted; hidden ones all stand in front of the first.
    static Act positions(Pass &pass, const std::optional<Act> &mask, std::int64_t length)
    {
        if (!mask)
            return positionsFrom(pass, pass.position() + offset, length);
        return mask->map([&](const at::Tensor &t) {
            return ((t.cumsum(1) + pass.fronts.shift) * t - 1 + offset).narrow(1, t.size(1) - length, length);
        });
    }

    std::int64_t m_positionCount;
    Decoder m_decoder;
};

std::unique_ptr<Backbone> buildOpt(const BuildContext &context)
{
    const OptFacts facts(context.config);
    const DecoderHeads heads{"model",
                             facts.embeddingWidth,
                             facts.vocabulary,
                             context.config.nullableInteger("pad_token_id", 1),
                             context.config.flag("tie_word_embeddings", true),
                             "lm_head",
                             Bias::Without,
                             0,
                             "classifier"};
    return buildDecoder(context, heads, [&](const Scope &scope) { return std::make_unique<OptModel>(scope, facts); });
}

} // namespace

namespace backbones {

Family opt()
{
    return {.modelType = "opt",
            .classPrefix = "OPT",
            .basePrefix = "model",
            .heads
            = {HeadKind::None, HeadKind::SequenceClassification, HeadKind::QuestionAnswering, HeadKind::CausalLm},
            .build = buildOpt,
            .headModules = {"score", "classifier", "qa_outputs", "lm_head"},
            .tokenizer = "GPT2Tokenizer",
            .peft = {.lora = {"q_proj", "v_proj"}, .ia3 = {"q_proj", "k_proj", "fc2"}, .ia3FeedForward = {"fc2"}}};
}

} // namespace backbones
} // namespace deltascope::nn
