// BART, as transformers/models/bart/modeling_bart.py computes it (evaluation mode).
#include "nn/backbones/families.h"
#include "nn/layers/activation.h"
#include "nn/layers/attention.h"
#include "nn/layers/positions.h"

#include "core/outcome.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

namespace {

struct BartFacts {
    std::int64_t width, vocabulary, positions, encoderLayers, decoderLayers, encoderHeads, decoderHeads, encoderInner, decoderInner;
    double embeddingScale;
    Activation activation;
    bool tied;
    std::string embeddingType;
    std::int64_t start, pad, eos;

    explicit BartFacts(const Config &config)
        : width(config.size("d_model"))
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
        , embeddingType(config.writtenBefore(4, 40) ? "Embedding" : "BartScaledWordEmbedding")
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
};

class BartAttention : public Block {
public:
    BartAttention(const Scope &scope, std::int64_t width, std::int64_t heads)
        : Block(scope, "BartAttention")
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
            const Cached own = extendCache(pass, *this, heads(m_key(pass, in)), heads(m_value(pass, in)));
            return m_out(pass, attend(pass, *this, {heads(m_query(pass, in)), own.key, own.value, m_scale}, mask));
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

private:
    Act heads(const Act &x) const { return splitHeads(x, m_heads); }

    std::int64_t m_heads;
    double m_scale;
    Linear m_key, m_value, m_query, m_out;
};

class BartEncoderLayer : public Block {
public:
    BartEncoderLayer(const Scope &scope, const BartFacts &facts)
        : Block(scope, "BartEncoderLayer")
        , m_activation(facts.activation)
        , m_attention(child("self_attn"), facts.width, facts.encoderHeads)
        , m_attentionNorm(child("self_attn_layer_norm"), facts.width, 1e-5)
        , m_first(child("fc1"), facts.width, facts.encoderInner)
        , m_second(child("fc2"), facts.encoderInner, facts.width)
        , m_finalNorm(child("final_layer_norm"), facts.width, 1e-5)
    {
    }

    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attentionNorm(pass, m_attention.itself(pass, in, mask) + in);
            return m_finalNorm(pass, m_second(pass, m_first(pass, mixed).map(m_activation)) + mixed);
        });
    }

private:
    Activation m_activation;
    BartAttention m_attention;
    LayerNorm m_attentionNorm;
    Linear m_first, m_second;
    LayerNorm m_finalNorm;
};

class BartDecoderLayer : public Block {
public:
    BartDecoderLayer(const Scope &scope, const BartFacts &facts)
        : Block(scope, "BartDecoderLayer")
        , m_activation(facts.activation)
        , m_attention(child("self_attn"), facts.width, facts.decoderHeads)
        , m_attentionNorm(child("self_attn_layer_norm"), facts.width, 1e-5)
        , m_cross(child("encoder_attn"), facts.width, facts.decoderHeads)
        , m_crossNorm(child("encoder_attn_layer_norm"), facts.width, 1e-5)
        , m_first(child("fc1"), facts.width, facts.decoderInner)
        , m_second(child("fc2"), facts.decoderInner, facts.width)
        , m_finalNorm(child("final_layer_norm"), facts.width, 1e-5)
    {
    }

    Act operator()(Pass &pass, const Act &x, const Act &memory, const AttentionMask &own, const AttentionMask &cross) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act mixed = m_attentionNorm(pass, m_attention.itself(pass, in, own) + in);
            const Act informed = m_crossNorm(pass, m_cross.across(pass, mixed, memory, cross) + mixed);
            return m_finalNorm(pass, m_second(pass, m_first(pass, informed).map(m_activation)) + informed);
        });
    }

private:
    Activation m_activation;
    BartAttention m_attention;
    LayerNorm m_attentionNorm;
    BartAttention m_cross;
    LayerNorm m_crossNorm;
    Linear m_first, m_second;
    LayerNorm m_finalNorm;
};

/// Token and learned position embeddings (the position table starts with two unused rows), then a norm.
class BartStack : public Block {
public:
    BartStack(const Scope &scope, std::string_view type, const BartFacts &facts, const Embedding &shared)
        : Block(scope, type)
        , m_positionCount(facts.positions)
        , m_tokens(facts.tied ? std::make_unique<Embedding>(child("embed_tokens"), shared.weightParam(), facts.embeddingType, facts.embeddingScale)
                              : std::make_unique<Embedding>(child("embed_tokens"), facts.vocabulary, facts.width, facts.embeddingType, facts.embeddingScale))
        , m_positions(child("embed_positions"), facts.positions + 2, facts.width, "BartLearnedPositionalEmbedding")
    {
    }

    const Param &tokenWeight() const { return m_tokens->weightParam(); }

protected:
    Act tokens(Pass &pass, const Act &ids) const { return (*m_tokens)(pass, ids); }
    Act embed(Pass &pass, const Act &tokens, const LayerNorm &norm) const
    {
        const std::int64_t length = tokens.t.size(1), past = pass.past();
        expectLength(m_positions, past + length, m_positionCount);
        return norm(pass, tokens + m_positions(pass, positionsFrom(pass, past + 2, length)));
    }

private:
    std::int64_t m_positionCount;
    std::unique_ptr<Embedding> m_tokens;
    Embedding m_positions;
};

class BartEncoder : public BartStack {
public:
    BartEncoder(const Scope &scope, const BartFacts &facts, const Embedding &shared)
        : BartStack(scope, "BartEncoder", facts, shared)
        , m_layers(child("layers"), facts.encoderLayers, facts)
        , m_norm(child("layernorm_embedding"), facts.width, 1e-5)
    {
    }

    Act operator()(Pass &pass, const Act &ids, const AttentionMask &mask) const
    {
        return through(pass, ids, [&](const Act &in) {
            Act x = embed(pass, withPrompts(pass, tokens(pass, in)), m_norm);
            for (const BartEncoderLayer &layer : m_layers)
                x = layer(pass, x, mask);
            return x;
        });
    }

private:
    BlockList<BartEncoderLayer> m_layers;
    LayerNorm m_norm;
};

class BartDecoder : public BartStack {
public:
    BartDecoder(const Scope &scope, const BartFacts &facts, const Embedding &shared)
        : BartStack(scope, "BartDecoder", facts, shared)
        , m_layers(child("layers"), facts.decoderLayers, facts)
        , m_norm(child("layernorm_embedding"), facts.width, 1e-5)
    {
    }

    Act operator()(Pass &pass, const Act &ids, const Act &memory, const AttentionMask &cross) const
    {
        return through(pass, ids, [&](const Act &in) {
            Act x = embed(pass, tokens(pass, in), m_norm);
            for (const BartDecoderLayer &layer : m_layers)
                x = layer(pass, x, memory, {std::nullopt, true}, cross);
            return x;
        });
    }

private:
    BlockList<BartDecoderLayer> m_layers;
    LayerNorm m_norm;
};

class BartModel : public Block {
public:
    BartModel(const Scope &scope, const BartFacts &facts)
        : Block(scope, "BartModel")
        , m_shared(child("shared"), facts.vocabulary, facts.width, facts.embeddingType, facts.embeddingScale)
        , m_encoder(child("encoder"), facts, m_shared)
        , m_decoder(child("decoder"), facts, m_shared)
    {
    }

    Act encode(Pass &pass, const Batch &batch) const { return m_encoder(pass, batch.ids, maskOf(batch)); }
    Act decode(Pass &pass, const Act &ids, const Act &memory, const Batch &batch) const
    {
        return m_decoder(pass, ids, memory, maskOf(batch));
    }
    Act operator()(Pass &pass, const Batch &batch, const Act &decoderIds) const
    {
        return through(pass, batch.ids, [&](const Act &) { return decode(pass, decoderIds, encode(pass, batch), batch); });
    }
    /// The tied output head shares the decoder's table.
    const Param &tokenWeight() const { return m_shared.weightParam(); }

private:
    static AttentionMask maskOf(const Batch &batch)
    {
        return {batch.mask ? std::optional(paddingBias(*batch.mask)) : std::nullopt, false};
    }

    Embedding m_shared;
    BartEncoder m_encoder;
    BartDecoder m_decoder;
};

class BartBackbone : public Backbone {
public:
    explicit BartBackbone(const BuildContext &context) : m_facts(context.config) {}
    bool isEncoderDecoder() const override { return true; }

protected:
    Act decoderIds(const Batch &batch) const
    {
        return batch.decoderIds ? *batch.decoderIds : shiftRight(batch.ids, m_facts.start, m_facts.pad);
    }
    BartFacts m_facts;
};

class BareBart : public BartBackbone {
public:
    explicit BareBart(const BuildContext &context) : BartBackbone(context), m_model(context.builder.root(), m_facts) {}
    Act run(Pass &pass, const Batch &batch) const override { return m_model(pass, batch, decoderIds(batch)); }
    Act encode(Pass &pass, const Batch &batch) const override { return m_model.encode(pass, batch); }
    Block &root() override { return m_model; }

private:
    BartModel m_model;
};

class BartClassificationHead : public Block {
public:
    BartClassificationHead(const Scope &scope, std::int64_t width, std::int64_t labels)
        : Block(scope, "BartClassificationHead"), m_dense(child("dense"), width, width), m_out(child("out_proj"), width, labels)
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) { return m_out(pass, m_dense(pass, in).map([](const at::Tensor &t) { return t.tanh(); })); });
    }

private:
    Linear m_dense, m_out;
};

class BartForSequenceClassification : public BartBackbone {
    struct Root : Block {
        Root(const BuildContext &context, const BartFacts &facts)
            : Block(context.builder.root(), context.architecture)
            , model(child("model"), facts)
            , head(child("classification_head"), facts.width, context.labels)
        {
        }
        BartModel model;
        BartClassificationHead head;
    };

public:
    explicit BartForSequenceClassification(const BuildContext &context) : BartBackbone(context), m_root(context, m_facts) {}
    Block &root() override { return m_root; }
    Act encode(Pass &pass, const Batch &batch) const override { return m_root.model.encode(pass, batch); }
    Act run(Pass &pass, const Batch &batch) const override
    {
        return m_root.through(pass, batch.ids, [&](const Act &) {
            const Act hidden = m_root.model(pass, batch, decoderIds(batch));
            return m_root.head(pass, combine(hidden, batch.ids, [&](const at::Tensor &x, const at::Tensor &ids) { return atLastEos(x, ids); }));
        });
    }

private:
    /// The hidden state at each row's last end-of-sequence id.
    at::Tensor atLastEos(const at::Tensor &x, const at::Tensor &ids) const
    {
        const at::Tensor isEos = ids == m_facts.eos;
        if (!isEos.any(1).all().item<bool>())
            throw Failure("ids", "expected the end-of-sequence id " + std::to_string(m_facts.eos)
                                     + " in every input of a BART classifier, found an input without it");
        const at::Tensor last = (isEos.to(at::kLong) * at::arange(ids.size(1))).argmax(1);
        return x.index({at::arange(x.size(0)), last});
    }

    Root m_root;
};

class BartForConditionalGeneration : public BartBackbone {
    struct Root : Block {
        Root(const BuildContext &context, const BartFacts &facts)
            : Block(context.builder.root(), context.architecture)
            , model(child("model"), facts)
            , head(facts.tied ? std::make_unique<Linear>(child("lm_head"), model.tokenWeight())
                              : std::make_unique<Linear>(child("lm_head"), facts.width, facts.vocabulary, Bias::Without))
            , bias(context.builder.buffer("final_logits_bias", {1, facts.vocabulary}))
        {
        }
        BartModel model;
        std::unique_ptr<Linear> head;
        at::Tensor bias;
    };

public:
    explicit BartForConditionalGeneration(const BuildContext &context) : BartBackbone(context), m_root(context, m_facts) {}
    Block &root() override { return m_root; }
    Act encode(Pass &pass, const Batch &batch) const override { return m_root.model.encode(pass, batch); }
    Act decode(Pass &pass, const Act &memory, const Batch &batch) const override
    {
        return logits(pass, m_root.model.decode(pass, *batch.decoderIds, memory, batch));
    }
    Act run(Pass &pass, const Batch &batch) const override
    {
        return m_root.through(pass, batch.ids, [&](const Act &) { return logits(pass, m_root.model(pass, batch, decoderIds(batch))); });
    }

private:
    Act logits(Pass &pass, const Act &hidden) const
    {
        const Act scores = (*m_root.head)(pass, hidden);
        return m_root.bias.defined() ? scores.map([&](const at::Tensor &t) { return t + m_root.bias; }) : scores;
    }

    Root m_root;
};

} // namespace

std::unique_ptr<Backbone> buildBart(const BuildContext &context)
{
    switch (context.head) {
    case HeadKind::SequenceClassification: return std::make_unique<BartForSequenceClassification>(context);
    case HeadKind::ConditionalGeneration: return std::make_unique<BartForConditionalGeneration>(context);
    default: return std::make_unique<BareBart>(context);
    }
}

} // namespace deltascope::nn
