#include "nn/backbones/bertstack.h"

#include "nn/layers/positions.h"
#include "nn/product/product.h"

#include <ATen/ATen.h>

#include <cmath>

namespace deltascope::nn {

BertFacts::BertFacts(const Config &config, std::string_view prefix)
    : prefix(prefix)
    , width(config.size("hidden_size"))
    , embeddingWidth(config.size("embedding_size", width))
    , heads(config.size("num_attention_heads"))
    , inner(config.size("intermediate_size"))
    , layers(config.count("num_hidden_layers"))
    , vocabulary(config.size("vocab_size"))
    , positions(config.size("max_position_embeddings"))
    , types(config.size("type_vocab_size", 2))
    , epsilon(config.number("layer_norm_eps", 1e-12))
    , activation(activationByName(config.text("hidden_act", "gelu")))
    , positionKind(positionKindOf(config))
    , isDecoder(config.flag("is_decoder", false))
    , tied(config.flag("tie_word_embeddings", true))
{
    if (!activation)
        config.refuse("hidden_act", activationNames());
    if (width % heads != 0)
        config.refuse("num_attention_heads", "a divisor of hidden_size " + std::to_string(width));
}

PositionKind positionKindOf(const Config &config)
{
    const std::string kind = config.text("position_embedding_type", "absolute");
    if (kind == "relative_key")
        return PositionKind::RelativeKey;
    if (kind == "relative_key_query")
        return PositionKind::RelativeKeyQuery;
    if (kind != "absolute")
        config.refuse("position_embedding_type", "absolute, relative_key or relative_key_query");
    return PositionKind::Absolute;
}

BertEmbeddings::BertEmbeddings(const Scope &scope, const BertFacts &facts)
    : Block(scope, facts.prefix + "Embeddings")
    , m_positionKind(facts.positionKind)
    , m_positionCount(facts.positions)
    , m_positionOffset(facts.positionPad ? *facts.positionPad + 1 : 0)
    , m_tokens(child("word_embeddings"), facts.vocabulary, facts.embeddingWidth)
    , m_positions(child("position_embeddings"), facts.positions, facts.embeddingWidth)
    , m_types(child("token_type_embeddings"), facts.types, facts.embeddingWidth)
    , m_norm(child("LayerNorm"), facts.embeddingWidth, facts.epsilon)
{
}

Act BertEmbeddings::operator()(Pass &pass, const Batch &batch, const Act &positions) const
{
    return through(pass, batch.ids, [&](const Act &ids) {
        const Act tokens = withPrompts(pass, m_tokens(pass, ids));
        const std::int64_t length = tokens.t.size(1);
        expectLength(m_positions, pass.position() + length, m_positionCount - m_positionOffset);
        const Act types = batch.typeIds ? *batch.typeIds : Act{at::zeros({1, length}, at::kLong), pass.single};
        Act x = tokens + m_types(pass, types);
        if (m_positionKind == PositionKind::Absolute)
            x = x + m_positions(pass, positions);
        return m_norm(pass, x);
    });
}

BertSelfAttention::BertSelfAttention(const Scope &scope, const BertFacts &facts)
    : Block(scope, facts.prefix + "SelfAttention")
    , m_heads(facts.heads)
    , m_scale(1 / std::sqrt(static_cast<double>(facts.width / facts.heads)))
    , m_positionKind(facts.positionKind)
    , m_query(child("query"), facts.width, facts.width)
    , m_key(child("key"), facts.width, facts.width)
    , m_value(child("value"), facts.width, facts.width)
{
    if (m_positionKind != PositionKind::Absolute)
        m_distance = std::make_unique<Embedding>(child("distance_embedding"), 2 * facts.positions - 1,
                                                 facts.width / facts.heads);
}

Act BertSelfAttention::operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
{
    return through(pass, x, [&](const Act &in) {
        const auto heads = [&](const Linear &leaf) { return splitHeads(leaf(pass, in), m_heads); };
        const Act query = heads(m_query), key = heads(m_key), value = heads(m_value);
        const Cached own = extendCache(pass, *this, key, value);
        if (!m_distance)
            return attend(pass, *this, {query, own.key, own.value, m_scale}, mask);
        std::optional<Act> bias = mask.bias;
        if (mask.causal)
            bias = causalBias(pass, std::nullopt, query.t.size(2), own.key.t.size(2));
        return attend(pass, *this, {query, own.key, own.value, m_scale},
                      {relativeBias(pass, m_positionKind, *m_distance, query, own.key, m_scale, bias), false});
    });
}

Act relativeBias(Pass &pass, PositionKind kind, const Embedding &table, const Act &query, const Act &key, double scale,
                 const std::optional<Act> &bias)
{
    const std::int64_t queries = query.t.size(2), keys = key.t.size(2), middle = table.inputWidth() / 2;
    const at::Tensor distance
        = at::arange(keys - queries, keys, at::kLong).unsqueeze(1) - at::arange(keys, at::kLong).unsqueeze(0);
    const Act looked = table(pass, {(distance + middle).unsqueeze(0), pass.single});
    // [rows, query, key, headDim] by [rows, heads, query, headDim]
    Act scores = combine(query, looked, [](const at::Tensor &q, const at::Tensor &p) {
        return matrixProducts(q.unsqueeze(3), p.unsqueeze(1).transpose(-1, -2)).squeeze(3);
    });
    if (kind == PositionKind::RelativeKeyQuery)
        scores = scores + combine(key, looked, [](const at::Tensor &k, const at::Tensor &p) {
                     const at::Tensor byKey = p.transpose(1, 2).unsqueeze(1); // [rows, 1, key, query, headDim]
                     return matrixProducts(byKey, k.unsqueeze(-1)).squeeze(-1).transpose(-1, -2);
                 });
    scores = scores.map([&](const at::Tensor &t) { return t * scale; });
    return bias ? scores + *bias : scores;
}

BertJoin::BertJoin(const Scope &scope, std::string_view type, std::int64_t in, const BertFacts &facts, JoinPlace place)
    : Block(scope, facts.prefix + std::string(type))
    , m_dense(child("dense"), in, facts.width)
    , m_norm(child("LayerNorm"), facts.width, facts.epsilon)
    , m_join(*this, place)
{
}

Act BertJoin::operator()(Pass &pass, const Act &x, const Act &residual) const
{
    return through(pass, x, [&](const Act &in) { return m_join(pass, m_dense(pass, in), residual, &m_norm); });
}

BertLayer::Attention::Attention(const Scope &scope, const BertFacts &facts)
    : Block(scope, facts.prefix + "Attention")
    , self(child("self"), facts)
    , output(child("output"), "SelfOutput", facts.width, facts, JoinPlace::Attention)
{
}

BertLayer::Intermediate::Intermediate(const Scope &scope, const BertFacts &facts)
    : Block(scope, facts.prefix + "Intermediate")
    , dense(child("dense"), facts.width, facts.inner)
{
}

BertLayer::BertLayer(const Scope &scope, const BertFacts &facts)
    : Block(scope, facts.prefix + "Layer")
    , m_activation(facts.activation)
    , m_attention(child("attention"), facts)
    , m_intermediate(child("intermediate"), facts)
    , m_output(child("output"), "Output", facts.inner, facts, JoinPlace::Output)
{
}

Act BertLayer::operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
{
    return through(pass, x, [&](const Act &in) {
        const Act mixed = m_attention.through(pass, in, [&](const Act &read) {
            return m_attention.output(pass, m_attention.self(pass, read, mask), read);
        });
        const Act wide = m_intermediate.through(
            pass, mixed, [&](const Act &read) { return m_intermediate.dense(pass, read).map(m_activation); });
        return m_output(pass, wide, mixed);
    });
}

BertEncoder::BertEncoder(const Scope &scope, const BertFacts &facts)
    : Block(scope, facts.prefix + "Encoder")
    , m_layers(child("layer"), facts.layers, facts)
{
}

Act BertEncoder::operator()(Pass &pass, const Act &x, const AttentionMask &mask) const
{
    return through(pass, x, [&](const Act &in) {
        Act hidden = in;
        for (const BertLayer &layer : m_layers)
            hidden = layer(pass, hidden, mask);
        return hidden;
    });
}

BertPooler::BertPooler(const Scope &scope, std::string_view type, std::int64_t width)
    : Block(scope, type)
    , m_dense(child("dense"), width, width)
{
}

Act BertPooler::operator()(Pass &pass, const Act &x) const
{
    return through(pass, x,
                   [&](const Act &in) { return m_dense(pass, firstPosition(in)).map(activationByName("tanh")); });
}

BertStack::BertStack(const Scope &scope, const BertFacts &facts, Pooling pooling)
    : EncoderModel(scope, facts.prefix + "Model")
    , m_isDecoder(facts.isDecoder)
    , m_positionPad(facts.positionPad)
    , m_embeddings(child("embeddings"), facts)
    , m_project(facts.embeddingWidth == facts.width
                    ? nullptr
                    : std::make_unique<Linear>(child("embeddings_project"), facts.embeddingWidth, facts.width))
    , m_encoder(child("encoder"), facts)
    , m_pooler(pooling == Pooling::With
                   ? std::make_unique<BertPooler>(child("pooler"), facts.prefix + "Pooler", facts.width)
                   : nullptr)
{
}

Act BertStack::hidden(Pass &pass, const Batch &batch) const
{
    return through(pass, batch.ids, [&](const Act &ids) {
        const Act positions = m_positionPad ? positionsOfReal(pass, ids, *m_positionPad)
                                            : positionsFrom(pass, pass.position(), embeddedLength(pass, ids));
        Act x = m_embeddings(pass, batch, positions);
        if (m_project)
            x = (*m_project)(pass, x);
        return m_encoder(pass, x, selfMask(pass, batch, m_isDecoder));
    });
}

Act BertStack::pooled(Pass &pass, const Act &hidden) const
{
    return m_pooler ? (*m_pooler)(pass, hidden) : firstPosition(hidden);
}

AttentionMask selfMask(Pass &pass, const Batch &batch, bool isDecoder)
{
    if (!isDecoder)
        return {batch.mask ? std::optional(paddingBias(*batch.mask)) : std::nullopt, false};
    return causalMask(pass, batch.mask, embeddedLength(pass, batch.ids));
}

} // namespace deltascope::nn
