#include "nn/backbones/debertaattention.h"

#include "nn/product/product.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>

namespace deltascope::nn {

namespace {

/// Distances query - key [T, T], beyond the middle of the buckets in logarithmic steps (make_log_bucket_position).
at::Tensor relativePositions(std::int64_t length, const DebertaAttentionFacts &facts)
{
    const at::Tensor index = at::arange(length, at::kLong);
    const at::Tensor distance = index.unsqueeze(1) - index.unsqueeze(0);
    if (facts.buckets <= 0)
        return distance;
    const std::int64_t middle = facts.buckets / 2;
    const at::Tensor size = at::where((distance < middle).logical_and(distance > -middle),
                                      at::full_like(distance, middle - 1), distance.abs())
                                .to(at::kFloat);
    // ATen's logarithm, as for the sizes: the farthest distance must not be rounded into the step behind the last.
    const at::Tensor widest
        = at::scalar_tensor(static_cast<double>(facts.farthest - 1) / static_cast<double>(middle), at::kFloat).log();
    const at::Tensor steps
        = at::ceil(at::log(size / static_cast<double>(middle)) / widest * static_cast<double>(middle - 1)) + middle;
    return at::where(size <= static_cast<double>(middle), distance.to(at::kFloat), steps * distance.sign())
        .to(at::kLong);
}

bool names(const Config &config, std::string_view key, const std::string &what)
{
    for (const std::string &text : config.texts(key))
        if (text.find(what) != std::string::npos)
            return true;
    return false;
}

} // namespace

DebertaAttentionFacts::DebertaAttentionFacts(const Config &config)
    : width(config.size("hidden_size"))
    , heads(config.size("num_attention_heads"))
    , positions(config.size("max_position_embeddings", 512))
    , relative(config.flag("relative_attention", false))
    , sharesKey(config.flag("share_att_key", false))
    , contentToPosition(names(config, "pos_att_type", "c2p"))
    , positionToContent(names(config, "pos_att_type", "p2c"))
    , normsDistances(names(config, "norm_rel_ebd", "layer_norm"))
    , buckets(config.integer("position_buckets", -1))
    , farthest(config.integer("max_relative_positions", -1))
{
    if (width % heads != 0)
        config.refuse("num_attention_heads", "a divisor of hidden_size " + std::to_string(width));
    if (farthest < 1)
        farthest = positions;
    if (span() > 1 << 20)
        config.refuse(buckets > 0 ? "position_buckets" : "max_relative_positions", "a number below a million");
}

DebertaAttention::DebertaAttention(const Scope &scope, const DebertaAttentionFacts &facts)
    : Block(scope, "DisentangledSelfAttention")
    , m_facts(facts)
    , m_scale(1
              / std::sqrt(static_cast<double>(facts.width / facts.heads)
                          * (1 + facts.contentToPosition + facts.positionToContent)))
    , m_query(child("query_proj"), facts.width, facts.width)
    , m_key(child("key_proj"), facts.width, facts.width)
    , m_value(child("value_proj"), facts.width, facts.width)
{
    if (!facts.relative || facts.sharesKey)
        return;
    if (facts.contentToPosition)
        m_positionKey = std::make_unique<Linear>(child("pos_key_proj"), facts.width, facts.width);
    if (facts.positionToContent)
        m_positionQuery = std::make_unique<Linear>(child("pos_query_proj"), facts.width, facts.width);
}

Act DebertaAttention::operator()(Pass &pass, const Act &x, const AttentionMask &mask,
                                 const std::optional<Act> &distances) const
{
    return through(pass, x, [&](const Act &in) {
        const auto heads = [&](const Linear &leaf) { return splitHeads(leaf(pass, in), m_facts.heads); };
        const Act query = heads(m_query), key = heads(m_key);
        AttentionMask own = mask;
        if (distances && (m_facts.contentToPosition || m_facts.positionToContent)) {
            const Act bias = distanceBias(pass, query, key, *distances);
            own.bias = mask.bias ? bias + *mask.bias : bias;
        }
        return attend(pass, *this, {query, key, heads(m_value), m_scale}, own);
    });
}

Act DebertaAttention::distanceBias(Pass &pass, const Act &query, const Act &key, const Act &distances) const
{
    const std::int64_t length = query.t.size(2), span = m_facts.span();
    const at::Tensor relative = relativePositions(length, m_facts);
    /// [rows, heads, T, T]: how well `x` fits the distance at `index`.
    const auto scores = [&](const Act &x, const Linear &projection, const at::Tensor &index) {
        const Act positions = splitHeads(projection(pass, distances), m_facts.heads);
        return combine(x, positions, [&](const at::Tensor &t, const at::Tensor &p) {
            const at::Tensor all = matrixProducts(t, p.transpose(-1, -2)) * m_scale;
            return all.gather(-1, index.expand({t.size(0), t.size(1), length, length}));
        });
    };
    std::optional<Act> bias;
    if (m_facts.contentToPosition)
        bias = scores(query, m_positionKey ? *m_positionKey : m_key, (relative + span).clamp(0, 2 * span - 1));
    if (m_facts.positionToContent) {
        const Act other
            = scores(key, m_positionQuery ? *m_positionQuery : m_query, (span - relative).clamp(0, 2 * span - 1))
                  .map([](const at::Tensor &t) { return t.transpose(-1, -2); });
        bias = bias ? *bias + other : other;
    }
    return *bias;
}

Act pairBias(const Act &mask)
{
    return mask.map([](const at::Tensor &t) {
        const at::Tensor hide = (t.unsqueeze(2) * t.unsqueeze(1)).unsqueeze(1) == 0;
        return at::zeros(hide.sizes()).masked_fill_(hide, std::numeric_limits<float>::lowest());
    });
}

} // namespace deltascope::nn
