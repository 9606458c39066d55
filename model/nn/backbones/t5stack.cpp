#include "nn/backbones/t5stack.h"

#include "nn/builder.h"
#include "nn/layers/join.h"
#include "nn/layers/positions.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

T5Facts::T5Facts(const Config &config, std::string_view prefix, bool holdsHead)
    : prefix(prefix)
    , width(config.size({"d_model", "hidden_size"}))
    , headDim(config.size("d_kv"))
    , heads(config.size({"num_heads", "num_attention_heads"}))
    , inner(config.size("d_ff"))
    , encoderLayers(config.count({"num_layers", "num_hidden_layers"}))
    , decoderLayers(config.has("num_decoder_layers") ? config.count("num_decoder_layers") : encoderLayers)
    , vocabulary(config.size("vocab_size"))
    , buckets(config.size("relative_attention_num_buckets", 32))
    , farthest(config.size("relative_attention_max_distance", 128))
    , epsilon(config.number("layer_norm_epsilon", 1e-6))
    , tied(config.flag("tie_word_embeddings", prefix == "T5"))
    , start(config.integer("decoder_start_token_id", 0))
    , pad(config.integer("pad_token_id", 0))
    , eos(config.integer("eos_token_id", 1))
{
    const std::string kind = config.text("feed_forward_proj", prefix == "T5" ? "relu" : "gated-gelu");
    gated = kind.rfind("gated-", 0) == 0;
    const std::string name = gated ? kind.substr(6) : kind;
    activation = activationByName(kind == "gated-gelu" ? "gelu_new" : name);
    if (!activation)
        config.refuse("feed_forward_proj", "gated- or nothing, and one of " + std::string(activationNames()));
    if (buckets < 4)
        config.refuse("relative_attention_num_buckets", "at least 4");
    // Files of transformers 5 say "tied" and hold an output head of their own all the same.
    ownHead = !tied || (holdsHead && config.writtenSince(5, 0));
    scalesOutput = config.flag("scale_decoder_outputs", tied && !(prefix == "MT5" && ownHead));
}

namespace {

/// Which bucket a distance key - query falls into: half of them one by one, the rest in logarithmic steps up to
/// `farthest`.
at::Tensor bucketOf(const at::Tensor &distance, T5Stack::Side side, std::int64_t buckets, std::int64_t farthest)
{
    at::Tensor offset = at::zeros_like(distance), away = distance;
    if (side == T5Stack::Side::Encoder) {
        buckets /= 2;
        offset = (distance > 0).to(at::kLong) * buckets;
        away = distance.abs();
    } else {
        away = -at::minimum(distance, at::zeros_like(distance));
    }
    const std::int64_t exact = buckets / 2;
    const at::Tensor steps = at::log(away.to(at::kFloat) / static_cast<double>(exact))
                             / std::log(static_cast<double>(farthest) / static_cast<double>(exact))
                             * static_cast<double>(buckets - exact);
    const at::Tensor far = (exact + steps.to(at::kLong)).clamp_max(buckets - 1);
    return offset + at::where(away < exact, away, far);
}

class T5Attention : public Block {
public:
    enum class Distances { Own, None }; ///< the first layer's attention holds the bias that all layers use
    T5Attention(const Scope &scope, const T5Facts &facts, Distances distances)
        : Block(scope, facts.prefix + "Attention")
        , m_heads(facts.heads)
        , m_query(child("q"), facts.width, facts.heads * facts.headDim, Bias::Without)
        , m_key(child("k"), facts.width, facts.heads * facts.headDim, Bias::Without)
        , m_value(child("v"), facts.width, facts.heads * facts.headDim, Bias::Without)
        , m_output(child("o"), facts.heads * facts.headDim, facts.width, Bias::Without)
    {
        if (distances == Distances::Own)
            m_distances = std::make_unique<Embedding>(child("relative_attention_bias"), facts.buckets, facts.heads);
    }

    Act itself(Pass &pass, const Act &x, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act query = heads(m_query(pass, in)), key = heads(m_key(pass, in)), value = heads(m_value(pass, in));
            const Cached own = extendCache(pass, *this, key, value);
            return m_output(pass, attend(pass, *this, {query, own.key, own.value, 1}, mask));
        });
    }
    Act across(Pass &pass, const Act &x, const Act &memory, const AttentionMask &mask) const
    {
        return through(pass, x, [&](const Act &in) {
            const Cached other = rememberOnce(pass, *this, [&] {
                return Cached{heads(m_key(pass, memory)), heads(m_value(pass, memory))};
            });
            return m_output(pass, attend(pass, *this, {heads(m_query(pass, in)), other.key, other.value, 1}, mask));
        });
    }
    /// [1 or rows, heads, queries, keys] for `queries` positions from `first` on, over keys from 0 on.
    Act distanceBias(Pass &pass, T5Stack::Side side, std::int64_t first, std::int64_t queries, std::int64_t keys,
                     std::int64_t farthest) const
    {
        const at::Tensor distance
            = at::arange(keys, at::kLong).unsqueeze(0) - at::arange(first, first + queries, at::kLong).unsqueeze(1);
        const at::Tensor bucket = bucketOf(distance, side, m_distances->inputWidth(), farthest);
        return (*m_distances)(pass, {bucket.unsqueeze(0), pass.single}).map([](const at::Tensor &t) {
            return t.permute({0, 3, 1, 2});
        });
    }

    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_heads, m_query.outputWidth() / m_heads}; }

private:
    Act heads(const Act &x) const { return splitHeads(x, m_heads); }

    std::int64_t m_heads;
    Linear m_query, m_key, m_value, m_output;
    std::unique_ptr<Embedding> m_distances;
};

std::unique_ptr<RmsNorm> makeNorm(const Scope &scope, const T5Facts &facts)
{
    return std::make_unique<RmsNorm>(scope, facts.width, facts.epsilon, facts.prefix + "LayerNorm");
}

/// One residual branch: a norm, and attention behind it.
struct T5AttentionLayer : Block {
    T5AttentionLayer(const Scope &scope, const T5Facts &facts, std::string_view type, std::string_view name,
                     T5Attention::Distances distances, JoinPlace place)
        : Block(scope, facts.prefix + std::string(type))
        , attention(child(name), facts, distances)
        , norm(makeNorm(child("layer_norm"), facts))
        , join(*this, place)
    {
    }
    T5Attention attention;
    std::unique_ptr<RmsNorm> norm;
    Join join;
};

class T5FeedForward : public Block {
    struct Dense : Block {
        Dense(const Scope &scope, const T5Facts &facts)
            : Block(scope, facts.prefix + (facts.gated ? "DenseGatedActDense" : "DenseActDense"))
        {
            const auto leaf = [&](std::string_view name, std::int64_t in, std::int64_t out) {
                return std::make_unique<Linear>(child(name), in, out, Bias::Without);
            };
            first = leaf(facts.gated ? "wi_0" : "wi", facts.width, facts.inner);
            if (facts.gated)
                second = leaf("wi_1", facts.width, facts.inner);
            out = leaf("wo", facts.inner, facts.width);
        }
        std::unique_ptr<Linear> first, second, out;
    };

public:
    T5FeedForward(const Scope &scope, const T5Facts &facts)
        : Block(scope, facts.prefix + "LayerFF")
        , m_activation(facts.activation)
        , m_dense(child("DenseReluDense"), facts)
        , m_norm(makeNorm(child("layer_norm"), facts))
    {
    }
    Act operator()(Pass &pass, const Act &x) const
    {
        return through(pass, x, [&](const Act &in) {
            const Act fed = m_dense.through(pass, (*m_norm)(pass, in), [&](const Act &read) {
                const Act wide = (*m_dense.first)(pass, read).map(m_activation);
                return (*m_dense.out)(pass, m_dense.second ? wide * (*m_dense.second)(pass, read) : wide);
            });
            return m_join(pass, fed, in);
        });
    }

private:
    Activation m_activation;
    Dense m_dense;
    std::unique_ptr<RmsNorm> m_norm;
    Join m_join{*this, JoinPlace::Output};
};

} // namespace

class T5Layer : public Block {
    struct List : Block {
        explicit List(const Scope &scope)
            : Block(scope, "ModuleList")
        {
        }
        Scope at(std::string_view name) const { return child(name); }
    };

public:
    T5Layer(const Scope &scope, const T5Facts &facts, T5Stack::Side side, std::int64_t index)
        : Block(scope, facts.prefix + "Block")
        , m_farthest(facts.farthest)
        , m_side(side)
        , m_list(child("layer"))
        , m_self(m_list.at("0"), facts, "LayerSelfAttention", "SelfAttention",
                 index == 0 ? T5Attention::Distances::Own : T5Attention::Distances::None, JoinPlace::Attention)
    {
        if (side == T5Stack::Side::Decoder)
            m_cross
                = std::make_unique<T5AttentionLayer>(m_list.at("1"), facts, "LayerCrossAttention", "EncDecAttention",
                                                     T5Attention::Distances::None, JoinPlace::Cross);
        m_feedForward = std::make_unique<T5FeedForward>(m_list.at(m_cross ? "2" : "1"), facts);
    }
    Act operator()(Pass &pass, const Act &x, const AttentionMask &own, const Act *memory,
                   const AttentionMask &cross) const
    {
        return through(pass, x, [&](const Act &in) {
            Act mixed = m_self.through(pass, in, [&](const Act &read) {
                return m_self.join(pass, m_self.attention.itself(pass, (*m_self.norm)(pass, read), own), read);
            });
            if (m_cross)
                mixed = m_cross->through(pass, mixed, [&](const Act &read) {
                    return m_cross->join(
                        pass, m_cross->attention.across(pass, (*m_cross->norm)(pass, read), *memory, cross), read);
                });
            return (*m_feedForward)(pass, mixed);
        });
    }
    /// Of the first layer: what all layers add to their scores.
    Act distanceBias(Pass &pass, std::int64_t first, std::int64_t queries, std::int64_t keys) const
    {
        return m_self.attention.distanceBias(pass, m_side, first, queries, keys, m_farthest);
    }

private:
    std::int64_t m_farthest;
    T5Stack::Side m_side;
    List m_list;
    T5AttentionLayer m_self;
    std::unique_ptr<T5AttentionLayer> m_cross;
    std::unique_ptr<T5FeedForward> m_feedForward;
};

T5Stack::T5Stack(const Scope &scope, const T5Facts &facts, Side side, const Embedding &shared)
    : Block(scope, facts.prefix + "Stack")
    , m_tokens(shared, AnotherUse())
{
    builder().alias(child("embed_tokens"), m_tokens);
    m_layers = std::make_unique<BlockList<T5Layer>>(
        child("block"), side == Side::Encoder ? facts.encoderLayers : facts.decoderLayers, facts, side);
    m_norm = makeNorm(child("final_layer_norm"), facts);
}

T5Stack::~T5Stack() = default;

Act T5Stack::ledBias(Pass &pass, const std::optional<Act> &hidden, std::int64_t queries, std::int64_t lead,
                     KeyValue::Distances distances) const
{
    const std::int64_t past = pass.past(), keys = lead + past + queries;
    Act bias{at::zeros({1, 1, queries, keys}), pass.single};
    if (distances != KeyValue::Distances::None)
        bias = (*m_layers)[0].distanceBias(pass, past + (distances == KeyValue::Distances::Behind ? lead : 0), queries,
                                           keys);
    return hidden ? bias + hidden->map([&](const at::Tensor &t) { return at::constant_pad_nd(t, {lead, 0}); }) : bias;
}

Act T5Stack::layers(Pass &pass, Act x, const AttentionMask &own, const Act *memory, const AttentionMask &cross) const
{
    const std::int64_t length = x.t.size(1);
    if (m_layers->size() > 0) {
        const Act bias = (*m_layers)[0].distanceBias(pass, pass.past(), length, pass.past() + length);
        const LedBias led = [&](std::int64_t lead, KeyValue::Distances distances) {
            return ledBias(pass, own.bias, length, lead, distances);
        };
        const AttentionMask both{own.bias ? bias + *own.bias : bias, false, led};
        for (const T5Layer &layer : *m_layers)
            x = layer(pass, x, both, memory, cross);
    }
    return (*m_norm)(pass, x);
}

Act T5Stack::encode(Pass &pass, const Batch &batch) const
{
    return through(pass, batch.ids, [&](const Act &ids) {
        const AttentionMask mask{batch.mask ? std::optional(paddingBias(*batch.mask)) : std::nullopt, false};
        return layers(pass, withPrompts(pass, m_tokens(pass, ids)), mask, nullptr, {});
    });
}

Act T5Stack::decode(Pass &pass, const Act &ids, const Act &memory, const Batch &batch) const
{
    return through(pass, ids, [&](const Act &in) {
        const std::int64_t length = in.t.size(1);
        const AttentionMask own{causalBias(pass, std::nullopt, length, pass.past() + length), false};
        const AttentionMask cross{batch.mask ? std::optional(paddingBias(*batch.mask)) : std::nullopt, false};
        return layers(pass, m_tokens(pass, in), own, &memory, cross);
    });
}

namespace {

class T5 : public Seq2Seq {
public:
    T5(const ScopeOf &scope, const T5Facts &facts)
        : m_facts(facts)
        , m_shared(scope("shared"), facts.vocabulary, facts.width)
        , m_encoder(scope("encoder"), facts, T5Stack::Side::Encoder, m_shared)
        , m_decoder(scope("decoder"), facts, T5Stack::Side::Decoder, m_shared)
    {
    }
    Act encode(Pass &pass, const Batch &batch) const override { return m_encoder.encode(pass, batch); }
    Act decode(Pass &pass, const Act &ids, const Act &memory, const Batch &batch) const override
    {
        return m_decoder.decode(pass, ids, memory, batch);
    }
    Act startIds(const Act &ids) const override { return shiftRight(ids, m_facts.start, m_facts.pad); }
    const Param &tokenWeight() const override { return m_shared.weightParam(); }

private:
    T5Facts m_facts;
    Embedding m_shared;
    T5Stack m_encoder, m_decoder;
};

class T5Encoder : public EncoderModel {
public:
    T5Encoder(const Scope &scope, const T5Facts &facts)
        : EncoderModel(scope, facts.prefix + "EncoderModel")
        , m_shared(child("shared"), facts.vocabulary, facts.width)
        , m_encoder(child("encoder"), facts, T5Stack::Side::Encoder, m_shared)
    {
    }
    Act hidden(Pass &pass, const Batch &batch) const override
    {
        return through(pass, batch.ids, [&](const Act &) { return m_encoder.encode(pass, batch); });
    }
    const Param &tokenWeight() const override { return m_shared.weightParam(); }

private:
    Embedding m_shared;
    T5Stack m_encoder;
};

} // namespace

std::unique_ptr<Seq2Seq> makeT5(const ScopeOf &scope, const T5Facts &facts)
{
    return std::make_unique<T5>(scope, facts);
}

std::unique_ptr<EncoderModel> makeT5Encoder(const Scope &scope, const T5Facts &facts)
{
    return std::make_unique<T5Encoder>(scope, facts);
}

} // namespace deltascope::nn
