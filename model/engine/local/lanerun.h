#pragma once

#include "engine/local/divergence.h"
#include "engine/local/fronts.h"
#include "engine/local/heads.h"
#include "engine/local/inputs.h"

#include <functional>
#include <vector>

namespace deltascope {

struct Kept;
namespace nn {
class BorderWalk;
}

/// Passes over batches of alike inputs under several columns, and what the head that answers in each says.
struct LaneRun {
    Session &session;
    const ColumnHeads &heads;
    const nn::ColumnTable &table;
    const std::vector<Prepared> &inputs;
    Progress &progress;
    DivergenceMeter *meter = nullptr; ///< null: nothing is measured
    Kept *kept = nullptr; ///< null: nothing is reused or left for later
    /// Last: of what a head says at every position only that at the end is read.
    enum class Reads { Whole, Last } reads = Reads::Whole;

    /// What a column's head says to an input, of this one lane; positions that stand for no id are left out.
    using Take = std::function<void(int column, int input, const at::Tensor &own)>;

    /// `members` are places among the inputs. Throws Failure and Cancelled.
    void operator()(const std::vector<int> &members, const FrontGroup &front, const Take &take) const;
    /// How a pass is part of a greater whole; null pointers: it is not.
    struct Within {
        nn::BorderWalk *walk;
        nn::Cache *cache; ///< of the positions that do not run again, to which those that run are added
    };
    /// The same for these lanes of the members only.
    void pass(const std::vector<int> &members, const Lanes &lanes, const FrontGroup &front, const Within &within,
              const Take &take) const;

private:
    at::Tensor withoutFront(const at::Tensor &said, int input, const FrontGroup &front) const;
};

} // namespace deltascope
