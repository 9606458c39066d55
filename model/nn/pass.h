#pragma once

#include "core/mix.h"
#include "core/progress.h"
#include "nn/rows.h"

#include <ATen/core/Tensor.h>

#include <unordered_map>
#include <vector>

namespace deltascope::nn {

class Block;
class Tap;

/// For every delta slot and column what the column says of the delta; null is off.
struct ColumnTable {
    std::vector<std::vector<const DeltaSetting *>> bySlot;
    /// The strength with which a tap of `slot` acts at `module` in `column`; 0 is off.
    double strength(int slot, int column, int module) const
    {
        const DeltaSetting *setting = bySlot[slot][column];
        return setting && setting->attachedAt(module) ? setting->strengthAt(module) : 0.0;
    }
};

/// Sees every block's output during a pass.
class Observer {
public:
    virtual ~Observer() = default;
    virtual void saw(const Block &block, const Act &y) = 0;
};

/// Keys and values computed by earlier steps of a generation: [rows, kvHeads, t, headDim].
struct Cached {
    Act key, value;
};

/// Remembered keys and values of attentions, and how many positions they cover.
struct Cache {
    std::unordered_map<const Block *, Cached> byBlock;
    std::int64_t length = 0;
    void keepLanes(const std::vector<int> &lanes);
};

/// One run of a backbone over lanes. A lane is one input under one column.
class Pass {
public:
    Pass(const ColumnTable &table, std::vector<int> columnOfLane, std::vector<std::int32_t> inputOfLane,
         Progress &progress);

    const ColumnTable &table;
    std::vector<int> columnOfLane;
    RowsPtr inputs; ///< one row per input: as coarse as rows of inputs can be
    /// By lane: the ids that its input gave, without what was generated since; empty where nobody says.
    std::vector<const std::vector<std::int64_t> *> prompts;
    RowsPtr single; ///< one row for everybody: what depends on no input (positions)
    Progress &progress;
    Observer *observer = nullptr;
    Cache *cache = nullptr; ///< set while generating
    /// What stands in front of every lane's sequence. batch.mask and batch.typeIds already cover it, batch.ids do not.
    struct Fronts {
        std::vector<at::Tensor> prompts; ///< [1, n, width] each, innermost first
        std::int64_t added = 0, shift = 0; ///< sums over all fronts, see Front
        bool unscaled = false; ///< any of them is
        /// Positions that taps put into the sequence behind the embeddings, innermost first.
        struct Insertion {
            std::int64_t lead, count;
        };
        std::vector<Insertion> insertions;
        /// How much longer than the ids a model's hidden states are.
        std::int64_t length() const;
        /// Where the `count` real positions stand among those of a hidden state, int64.
        at::Tensor places(std::int64_t count) const;
    } fronts;
    /// What the modules of taps with keepsInput() read.
    std::unordered_map<const Tap *, Act> kept;

    int lanes() const { return static_cast<int>(columnOfLane.size()); }
    /// Positions already in the cache.
    std::int64_t past() const { return cache ? cache->length : 0; }
    /// Position of the first token of this pass, as position embeddings count.
    std::int64_t position() const { return past() + fronts.shift; }
    /// Throws Cancelled if nobody wants the result any more.
    void pause() const;
};

} // namespace deltascope::nn
