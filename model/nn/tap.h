#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <vector>

namespace deltascope::nn {

class Block;
class JoinTap;
class Leaf;
class Pass;

/// Where and how strongly a tap acts in this call.
struct TapCall {
    const Block &site;
    double strength; ///< never 0; 1 is as trained
    const Pass &pass;
    /// A lane of each row that after() is given.
    std::vector<int> lanes = {};
};

/// Keys and values that a prefix puts in front of an attention's own: each [1 or rows, kvHeads, p, headDim].
struct KeyValue {
    at::Tensor key, value;
    /// How a bias of relative distances (T5, ALiBi) counts the prefix: queries stand behind it, or still begin at 0, or
    /// there is no such bias while the prefix is on.
    enum class Distances { Behind, FromZero, None } distances = Distances::Behind;
};

/// What a tap puts in front of the sequence. Lanes with other fronts run in a pass of their own.
struct Front {
    at::Tensor tokens; ///< [1, n, width]: virtual tokens where the model embeds its input; undefined: none
    std::int64_t added = 0; ///< positions that the tap's after() puts into a hidden state
    std::int64_t lead = 0; ///< how many positions stay in front of those
    std::int64_t shift = 0; ///< positions that cached keys take: the first token stands at position `shift`
    bool unscaled = false; ///< what a model multiplies its embeddings by is left out, tokens' too (BART's inputs_embeds
                           ///< before transformers 4.40)
};

/// scale * B A: what a tap adds to its module's weight, kept as factors A [r, in], B [out, r].
struct LowRankUpdate {
    at::Tensor a, b;
    double scale;
};

/// Parameters of a leaf; `bias` is undefined where there is none.
struct LeafParams {
    at::Tensor weight, bias;
};

/// The part of one delta at one site. A site nests its taps as wrapped functions would: the last inserted is outermost.
/// Tensors hold the rows of those lanes that have the tap on; a tap works row by row and may change `y` in place.
class Tap {
public:
    virtual ~Tap() = default;

    /// What the module (and every tap inserted earlier) reads instead of x; only called if changesInput().
    virtual bool changesInput() const { return false; }
    virtual at::Tensor before(const TapCall &, const at::Tensor &x) const { return x; }

    /// True if neighbours that say so read in order of insertion, as the adapters of one PEFT layer do (OFT).
    virtual bool readsInOrder() const { return false; }

    /// The output, given what the module read and what it and the taps inserted earlier computed.
    virtual bool changesOutput() const { return true; }
    virtual at::Tensor after(const TapCall &, const at::Tensor &, at::Tensor y) const { return y; }

    /// True if after() asks which lanes its rows are of.
    virtual bool asksForLanes() const { return false; }

    /// True if what its module reads is wanted elsewhere: by the tap whose source() it is, or by its own prefix().
    virtual bool keepsInput() const { return false; }
    /// The tap whose kept input after() reads as x instead of its own module's; it acts where that one acts.
    virtual const Tap *source() const { return nullptr; }

    /// Keys and values in front of those of the attention that the tap acts at; `x` is the kept input, else undefined.
    virtual bool isPrefix() const { return false; }
    virtual KeyValue prefix(const TapCall &, const at::Tensor &x) const;

    /// The tap as one that acts in the join behind its module; null for others.
    virtual const JoinTap *asJoin() const { return nullptr; }

    virtual std::optional<Front> front() const { return std::nullopt; }

    /// True if it stands for other parameters of the module itself: it then acts before every tap around the module.
    virtual bool isInside() const { return false; }
    /// True if it changes nothing whatever the input.
    virtual bool isIdle() const { return false; }

    /// The tap as an update of the module's weight, where it is one of low rank.
    virtual std::optional<LowRankUpdate> update() const { return std::nullopt; }
    /// Parameters with which `leaf` alone computes what this tap at that strength makes of `leaf` with `params`;
    /// nothing where there are none.
    virtual std::optional<LeafParams> merged(const Leaf &leaf, const LeafParams &params, double strength) const;
};

} // namespace deltascope::nn
