#include "nn/backbones/bartstack.h"

#include "nn/layers/attention.h"
#include "nn/layers/join.h"
#include "nn/layers/positions.h"

#include <cmath>

namespace deltascope::nn {

namespace {

class BartAttention : public Block {
public:
    BartAttention(const Scope &scope, const std::string &prefix, std::int64_t width, std::int64_t heads)
        : Block(scope, prefix + "Attention")
        , m_heads(heads)
        , m_scale(1 / std::sqrt(static_cast<double>(width / heads)))
        , m_key(child("k_proj"), width, width)
        , m_value(child("v_proj"), width, width)
        , m_query(child("q_proj"), width, width)
        , m_out(child("out_proj"), width, width)
    {
    }

    Act itself(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act query = heads(m_query(pass, in)), key = heads(m_key(pass, in)), value = heads(m_value(pass, in));
            const Cached own = extendCache(pass, *this, key, value);
            return m_out(pass, attend(pass, *this, {query, own.key, own.value, m_scale}, mask));
        });
    }

    Act across(Pass &pass, const Act &x, const Act &memory, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Cached other = rememberOnce(pass, *this, [&] {
                return Cached{heads(m_key(pass, memory)), heads(m_value(pass, memory))};
            });
            return m_out(pass, attend(pass, *this, {heads(m_query(pass, in)), other.key, other.value, m_scale}, mask));
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_query.outputWidth() / m_heads}; }

private:
    Act heads(const Act &x) const { return splitHeads(x, m_heads); }

    std::int64_t m_heads;
    double m_scale;
    Linear m_key, m_value, m_query, m_out;
};

class BartEncoderLayer : public Block {
public:
    BartEncoderLayer(const Scope &scope, const BartFacts &facts)
        : Block(scope, facts.prefix + "EncoderLayer")
        , m_form(facts.form)
        , m_activation(facts.activation)
        , m_attention(child("self_attn"), facts.prefix, facts.width, facts.encoderHeads)
        , m_attentionNorm(child("self_attn_layer_norm"), facts.width, 1e-5)
        , m_first(child("fc1"), facts.width, facts.encoderInner)
        , m_second(child("fc2"), facts.encoderInner, facts.width)
        , m_finalNorm(child("final_layer_norm"), facts.width, 1e-5)
    {
    }

    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            if (m_form == BartFacts::Form::NormsBefore) {
                const Act mixed = m_attentionJoin(pass, m_attention.itself(pass, m_attentionNorm(pass, in), mask), in);
                return m_outputJoin(pass, feed(pass, m_finalNorm(pass, mixed)), mixed);
            }
            const Act mixed = m_attentionJoin(pass, m_attention.itself(pass, in, mask), in, &m_attentionNorm);
            return m_outputJoin(pass, feed(pass, mixed), mixed, &m_finalNorm);
        });
    }

private:
    Act feed(Pass &pass, const Act &x) const { return m_second(pass, m_first(pass, x).map(m_activation)); }

    BartFacts::Form m_form;
    Activation m_activation;
    BartAttention m_attention;
    LayerNorm m_attentionNorm;
    Linear m_first, m_second;
    LayerNorm m_finalNorm;
    Join m_attentionJoin{m_attention, JoinPlace::Attention}, m_outputJoin{m_second, JoinPlace::Output};
};

class BartDecoderLayer : public Block {
public:
    BartDecoderLayer(const Scope &scope, const BartFacts &facts)
        : Block(scope, facts.prefix + "DecoderLayer")
        , m_form(facts.form)
        , m_activation(facts.activation)
        , m_attention(child("self_attn"), facts.prefix, facts.width, facts.decoderHeads)
        , m_attentionNorm(child("self_attn_layer_norm"), facts.width, 1e-5)
        , m_cross(child("encoder_attn"), facts.prefix, facts.width, facts.decoderHeads)
        , m_crossNorm(child("encoder_attn_layer_norm"), facts.width, 1e-5)
        , m_first(child("fc1"), facts.width, facts.decoderInner)
        , m_second(child("fc2"), facts.decoderInner, facts.width)
        , m_finalNorm(child("final_layer_norm"), facts.width, 1e-5)
    {
    }

    /// `memory` may be null: without an encoder the cross-attention is left out.
    Act operator()(Pass &pass, const Act &x, const Act *memory, const AttentionMask &own,
                   const AttentionMask &cross) const
    {
        return through(pass, x, [&](const Act &in) {
            if (m_form == BartFacts::Form::NormsBefore) {
                const Act mixed = m_attentionJoin(pass, m_attention.itself(pass, m_attentionNorm(pass, in), own), in);
                const Act informed
                    = memory ? m_crossJoin(pass, m_cross.across(pass, m_crossNorm(pass, mixed), *memory, cross), mixed)
                             : mixed;
                return m_outputJoin(pass, feed(pass, m_finalNorm(pass, informed)), informed);
            }
            const Act mixed = m_attentionJoin(pass, m_attention.itself(pass, in, own), in, &m_attentionNorm);
            const Act informed
                = memory ? m_crossJoin(pass, m_cross.across(pass, mixed, *memory, cross), mixed, &m_crossNorm) : mixed;
            return m_outputJoin(pass, feed(pass, informed), informed, &m_finalNorm);
        });
    }

private:
    Act feed(Pass &pass, const Act &x) const { return m_second(pass, m_first(pass, x).map(m_activation)); }

    BartFacts::Form m_form;
    Activation m_activation;
    BartAttention m_attention;
    LayerNorm m_attentionNorm;
    BartAttention m_cross;
    LayerNorm m_crossNorm;
    Linear m_first, m_second;
    LayerNorm m_finalNorm;
    Join m_attentionJoin{m_attention, JoinPlace::Attention}, m_crossJoin{m_cross, JoinPlace::Cross},
        m_outputJoin{m_second, JoinPlace::Output};
};

/// mBART norms the last layer's output too.
std::unique_ptr<LayerNorm> finalNorm(const Scope &scope, const BartFacts &facts)
{
    return facts.form == BartFacts::Form::NormsBefore ? std::make_unique<LayerNorm>(scope, facts.width, 1e-5) : nullptr;
}

AttentionMask paddingMask(const Batch &batch)
{
    return {batch.mask ? std::optional(paddingBias(*batch.mask)) : std::nullopt, false};
}

/// Token and learned position embeddings (the position table starts with two unused rows), then a norm.
class BartStack : public Block {
public:
    BartStack(const Scope &scope, std::string_view type, const BartFacts &facts, const Embedding *shared)
        : Block(scope, facts.prefix + std::string(type))
        , m_positionCount(facts.positions)
        , m_tokens(facts.tied && shared
                       ? std::make_unique<Embedding>(child("embed_tokens"), shared->weightParam(), facts.embeddingType,
                                                     facts.embeddingScale)
                       : std::make_unique<Embedding>(child("embed_tokens"), facts.vocabulary, facts.width,
                                                     facts.embeddingType, facts.embeddingScale))
        , m_positions(child("embed_positions"), facts.positions + 2, facts.width,
                      facts.prefix + "LearnedPositionalEmbedding")
    {
    }

    const Param &tokenWeight() const { return m_tokens->weightParam(); }

protected:
    Act tokens(Pass &pass, const Act &ids) const { return (*m_tokens)(pass, ids); }
    double scale() const { return m_tokens->scale(); }
    Act embed(Pass &pass, const Act &tokens, std::int64_t first, const LayerNorm &norm) const
    {
        const std::int64_t length = tokens.t.size(1);
        expectLength(m_positions, first + length, m_positionCount);
        return norm(pass, tokens + m_positions(pass, positionsFrom(pass, first + 2, length)));
    }

private:
    std::int64_t m_positionCount;
    std::unique_ptr<Embedding> m_tokens;
    Embedding m_positions;
};

class BartEncoder : public BartStack {
public:
    BartEncoder(const Scope &scope, const BartFacts &facts, const Embedding *shared)
        : BartStack(scope, "Encoder", facts, shared)
        , m_layers(child("layers"), facts.encoderLayers, facts)
        , m_norm(child("layernorm_embedding"), facts.width, 1e-5)
        , m_finalNorm(finalNorm(child("layer_norm"), facts))
    {
    }

    Act operator()(Pass &pass, const Act &ids, const AttentionMask &mask) const
    {
        return through(pass, ids, [&](const Act &in) {
            Act x = tokens(pass, in);
            if (pass.fronts.unscaled)
                x = x.map([&](const at::Tensor &t) { return t / scale(); });
            x = embed(pass, withPrompts(pass, x), 0, m_norm);
            for (const BartEncoderLayer &layer : m_layers)
                x = layer(pass, x, mask);
            return m_finalNorm ? (*m_finalNorm)(pass, x) : x;
        });
    }

private:
    BlockList<BartEncoderLayer> m_layers;
    LayerNorm m_norm;
    std::unique_ptr<LayerNorm> m_finalNorm;
};

class BartDecoder : public BartStack {
public:
    BartDecoder(const Scope &scope, const BartFacts &facts, const Embedding *shared)
        : BartStack(scope, "Decoder", facts, shared)
        , m_layers(child("layers"), facts.decoderLayers, facts)
        , m_norm(child("layernorm_embedding"), facts.width, 1e-5)
        , m_finalNorm(finalNorm(child("layer_norm"), facts))
    {
    }

    Act operator()(Pass &pass, const Act &ids, const Act *memory, const AttentionMask &own,
                   const AttentionMask &cross) const
    {
        return through(pass, ids, [&](const Act &in) {
            Act x = embed(pass, tokens(pass, in), pass.position(), m_norm);
            for (const BartDecoderLayer &layer : m_layers)
                x = layer(pass, x, memory, own, cross);
            return m_finalNorm ? (*m_finalNorm)(pass, x) : x;
        });
    }

private:
    BlockList<BartDecoderLayer> m_layers;
    LayerNorm m_norm;
    std::unique_ptr<LayerNorm> m_finalNorm;
};

class Bart : public Seq2Seq {
public:
    Bart(const ScopeOf &scope, const BartFacts &facts)
        : m_facts(facts)
        , m_shared(scope("shared"), facts.vocabulary, facts.width, facts.embeddingType, facts.embeddingScale)
        , m_encoder(scope("encoder"), facts, &m_shared)
        , m_decoder(scope("decoder"), facts, &m_shared)
    {
    }
    Act encode(Pass &pass, const Batch &batch) const override { return m_encoder(pass, batch.ids, paddingMask(batch)); }
    Act decode(Pass &pass, const Act &ids, const Act &memory, const Batch &batch) const override
    {
        return m_decoder(pass, ids, &memory, causalMask(pass, std::nullopt, ids.t.size(1)), paddingMask(batch));
    }
    /// BART begins with its start token; mBART with the input's last real one, the language.
    Act startIds(const Act &ids) const override
    {
        return m_facts.form == BartFacts::Form::NormsBehind ? shiftRight(ids, m_facts.start, m_facts.pad)
                                                            : wrapRight(ids, m_facts.pad);
    }
    const Param &tokenWeight() const override { return m_shared.weightParam(); }

private:
    BartFacts m_facts;
    Embedding m_shared;
    BartEncoder m_encoder;
    BartDecoder m_decoder;
};

class BartDecoderAlone : public DecoderModel {
public:
    BartDecoderAlone(const Scope &scope, const BartFacts &facts)
        : DecoderModel(scope, facts.prefix + "DecoderWrapper")
        , m_decoder(child("decoder"), facts, nullptr)
    {
    }
    Act operator()(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &ids) {
            return m_decoder(pass, ids, nullptr, causalMask(pass, batch.mask, ids.t.size(1)), {});
        });
    }
    const Param &tokenWeight() const override { return m_decoder.tokenWeight(); }

private:
    BartDecoder m_decoder;
};

} // namespace

BartFacts::BartFacts(const Config &config, std::string_view prefix)
    : prefix(prefix)
    , form(prefix == "MBart" ? Form::NormsBefore : Form::NormsBehind)
    , width(config.size("d_model"))
    , vocabulary(config.size("vocab_size"))
    , positions(config.size("max_position_embeddings"))
    , encoderLayers(config.count("encoder_layers"))
    , decoderLayers(config.count("decoder_layers"))
    , encoderHeads(config.size("encoder_attention_heads"))
    , decoderHeads(config.size("decoder_attention_heads"))
    , encoderInner(config.size("encoder_ffn_dim"))
    , decoderInner(config.size("decoder_ffn_dim"))
    , embeddingScale(config.flag("scale_embedding", false) ? std::sqrt(static_cast<double>(width)) : 1.0)
    , activation(activationByName(config.text("activation_function", "gelu")))
    , tied(config.flag("tie_word_embeddings", true))
    // Plain Embedding before transformers 4.40.
    , embeddingType(config.writtenBefore(4, 40) ? "Embedding" : std::string(prefix) + "ScaledWordEmbedding")
    , start(config.integer("decoder_start_token_id", 2))
    , pad(config.integer("pad_token_id", 1))
    , eos(config.integer("eos_token_id", 2))
{
    if (!activation)
        config.refuse("activation_function", activationNames());
    if (width % encoderHeads != 0)
        config.refuse("encoder_attention_heads", "a divisor of d_model " + std::to_string(width));
    if (width % decoderHeads != 0)
        config.refuse("decoder_attention_heads", "a divisor of d_model " + std::to_string(width));
}

std::unique_ptr<Seq2Seq> makeBart(const ScopeOf &scope, const BartFacts &facts)
{
    return std::make_unique<Bart>(scope, facts);
}

std::unique_ptr<DecoderModel> makeBartDecoder(const Scope &scope, const BartFacts &facts)
{
    return std::make_unique<BartDecoderAlone>(scope, facts);
}

} // namespace deltascope::nn
