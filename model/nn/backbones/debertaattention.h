#pragma once

#include "nn/config.h"
#include "nn/layers/attention.h"
#include "nn/layers/leaf.h"

#include <memory>
#include <optional>

namespace deltascope::nn {

/// What DeBERTa's attention needs of config.json.
struct DebertaAttentionFacts {
    std::int64_t width, heads, positions;
    bool relative, sharesKey, contentToPosition, positionToContent, normsDistances;
    std::int64_t buckets, farthest;

    explicit DebertaAttentionFacts(const Config &config);
    /// Rows of the table of distances on either side of zero.
    std::int64_t span() const { return buckets > 0 ? buckets : farthest; }
};

/// Disentangled self-attention (He et al. 2021; DisentangledSelfAttention of modeling_deberta_v2.py).
class DebertaAttention : public Block {
public:
    DebertaAttention(const Scope &scope, const DebertaAttentionFacts &facts);
    /// `distances` [1, 2 * span, width] stands for the relative positions; absent without relative attention.
    Act operator()(Pass &pass, const Act &x, const AttentionMask &mask, const std::optional<Act> &distances) const;
    std::optional<KeyHeads> keyHeads() const override { return KeyHeads{m_facts.heads, m_facts.width / m_facts.heads}; }

private:
    Act distanceBias(Pass &pass, const Act &query, const Act &key, const Act &distances) const;

    DebertaAttentionFacts m_facts;
    double m_scale;
    Linear m_query, m_key, m_value;
    std::unique_ptr<Linear> m_positionKey, m_positionQuery;
};

/// Additive mask [rows, 1, T, T] that shows a pair only if both its ends are real.
Act pairBias(const Act &mask);

} // namespace deltascope::nn
