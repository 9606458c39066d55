#pragma once

// The taps of PEFT's LoRA beside the plain one (peft/tuners/lora/layer.py, dora.py;
// peft/tuners/trainable_tokens/layer.py).
#include "nn/delta/peft/peft.h"
#include "nn/delta/taps/taps.h"

namespace deltascope::nn::peft {

/// y + s (A^T[i] B^T), times the table's own scale. A [r, count], B [width, r].
class EmbeddingLoraTap : public Tap {
public:
    EmbeddingLoraTap(at::Tensor a, at::Tensor b, double scale, double tableScale)
        : m_a(a.t().contiguous())
        , m_b(std::move(b))
        , m_scale(scale)
        , m_tableScale(tableScale)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool isIdle() const override;
    /// Of the table's transpose.
    std::optional<LowRankUpdate> update() const override { return LowRankUpdate{m_a.t(), m_b, m_scale}; }
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    at::Tensor m_a, m_b;
    double m_scale, m_tableScale;
};

/// y + s B A x - W0 x, where PEFT takes W0 away from the weight when it loads the delta: strength multiplies s alone.
class StartedLoraTap : public LowRankTap {
public:
    /// `a` and `b` hold what takes away W0 too, behind the delta's own rows and columns, `start` is W0.
    StartedLoraTap(at::Tensor a, at::Tensor b, double scale, LowRankUpdate start)
        : LowRankTap(std::move(a), std::move(b), scale)
        , m_start(std::move(start))
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    LowRankUpdate m_start;
};

/// y + s B A x from the last occurrence of the invocation tokens in an input on, y before it and in an input without
/// them (Greenewald et al. 2025; PEFT's lora/variants.py). What is generated goes on as the prompt ended.
class ActivatedLoraTap : public LowRankTap {
public:
    ActivatedLoraTap(at::Tensor a, at::Tensor b, double scale, std::vector<std::int64_t> invocation)
        : LowRankTap(std::move(a), std::move(b), scale)
        , m_invocation(std::move(invocation))
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    bool asksForLanes() const override { return true; }
    std::optional<LowRankUpdate> update() const override { return std::nullopt; }
    std::optional<LeafParams> merged(const Leaf &, const LeafParams &, double) const override { return std::nullopt; }

private:
    /// The first position of a pass at which it acts in the lane; nothing if it does not.
    std::optional<std::int64_t> firstIn(const Pass &pass, int lane) const;

    std::vector<std::int64_t> m_invocation;
};

/// y + (m/n - 1) (y - bias) + (m/n) s B A x, n the row norms of W + s B A (Liu et al. 2024; PEFT's order of adapters).
/// Strength multiplies s, inside n too; m stays.
class DoraTap : public Tap {
public:
    DoraTap(const Leaf &leaf, at::Tensor a, at::Tensor b, at::Tensor magnitude, double scale)
        : m_leaf(leaf)
        , m_a(std::move(a))
        , m_b(std::move(b))
        , m_magnitude(std::move(magnitude))
        , m_scale(scale)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    const Leaf &m_leaf;
    at::Tensor m_a, m_b, m_magnitude;
    double m_scale;
};

/// m/n (y + s A^T[i] B^T), n the norms of the columns of W + s (B A)^T.
class EmbeddingDoraTap : public Tap {
public:
    EmbeddingDoraTap(const Embedding &table, at::Tensor a, at::Tensor b, at::Tensor magnitude, double scale)
        : m_table(table)
        , m_a(a.t().contiguous())
        , m_b(std::move(b))
        , m_magnitude(std::move(magnitude))
        , m_scale(scale)
    {
    }
    at::Tensor after(const TapCall &call, const at::Tensor &x, at::Tensor y) const override;
    std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const override;

private:
    const Embedding &m_table;
    at::Tensor m_a, m_b, m_magnitude;
    double m_scale;
};

/// What init_lora_weights "pissa" (top singular triples of W) and "olora" (its QR) take away from W when PEFT loads the
/// delta, as scale * B A; nothing for a start that leaves W alone. Throws Failure for one that needs the training data.
std::optional<LowRankUpdate> startOf(const Leaf &leaf, const Config &config, std::int64_t rank, double scale);

/// KaSA (Wang et al. 2024; PEFT 0.21, lora/variants.py): the `rank` smallest singular triples, which it takes out of W.
/// Throws Failure for a weight of another layout than a Linear's, or of too small a rank.
std::optional<LowRankUpdate> smallestPart(const Leaf &leaf, const Config &config, std::int64_t rank);

/// `own` keys of a kind, and those that PEFT's LoRA has besides.
std::vector<KeyInfo> loraKeys(std::vector<KeyInfo> own);

/// trainable_token_indices: rows of an embedding that were trained, and of the heads tied to it.
void addTrainedTokens(const Host &host, const DeltaSource &source, const SavedSite &site, BuiltDelta &delta);

} // namespace deltascope::nn::peft
