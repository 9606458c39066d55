#pragma once

#include "nn/block.h"

#include <functional>
#include <optional>

namespace deltascope::nn {

/// [rows, T, heads * headDim] -> [rows, heads, T, headDim]
Act splitHeads(const Act &x, std::int64_t heads);
/// [rows, heads, T, headDim] -> [rows, T, heads * headDim]
Act mergeHeads(const Act &x);

/// A bias of relative distances as it is with `lead` keys in front of those that the pass counts.
using LedBias = std::function<Act(std::int64_t lead, KeyValue::Distances)>;

/// Which keys each query may see, and what is added to its scores.
struct AttentionMask {
    /// Additive scores, broadcastable to [rows, heads, query, key]: 0 where visible, the smallest number where hidden.
    std::optional<Act> bias;
    /// Queries see keys up to their own position (no bias needed).
    bool causal = false;
    /// Set where `bias` depends on distances (T5, ALiBi, a window): what it would be, hidden keys included, with a
    /// prefix in front; without it a prefix's keys get 0.
    LedBias led = nullptr;
};

struct AttentionInput {
    Act query, key, value; ///< [rows, heads, T, headDim]; key and value may have fewer heads (grouped queries)
    double scale; ///< of the scores, usually 1 / sqrt(headDim)
    double softCap = 0; ///< scores become cap * tanh(score / cap) before the bias (Gemma 2); 0: no cap
};

/// softmax(scale * q k^T + bias) v, merged to [rows, T, heads * headDim]; with the keys and values of the prefixes that
/// act at `site` in front, lanes with other prefixes apart.
Act attend(Pass &pass, const Block &site, const AttentionInput &input, const AttentionMask &mask);

/// `key` and `value` after those of earlier steps, which the pass's cache keeps by `site`; as given without a cache.
Cached extendCache(Pass &pass, const Block &site, Act key, Act value);

/// Keys and values that stay the same through a generation (cross-attention): computed at its first step.
Cached rememberOnce(Pass &pass, const Block &site, const std::function<Cached()> &compute);

/// Additive mask [rows, 1, 1, T] of a 0/1 mask [rows, T].
Act paddingBias(const Act &mask);
/// Additive mask [rows or 1, 1, query, key] that hides later keys, keys that `mask` (may be absent) hides, and keys at
/// a distance of `window` or more (0: no limit). The last query stands at the last key.
Act causalBias(Pass &pass, const std::optional<Act> &mask, std::int64_t queries, std::int64_t keys,
               std::int64_t window = 0);
/// The 0/1 mask [rows, T] with `lead` visible keys in front.
std::optional<Act> ledMask(const std::optional<Act> &mask, std::int64_t lead);
/// The mask of a decoder's self-attention over `queries` new positions behind those of the pass's cache; `mask` and
/// `window` as for causalBias.
AttentionMask causalMask(Pass &pass, const std::optional<Act> &mask, std::int64_t queries, std::int64_t window = 0);

} // namespace deltascope::nn
