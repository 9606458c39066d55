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

    /// What a column's head says to an input, of this one lane; positions that stand for no id are left out.
    using Take = std::function<void(int column, int input, const at::Tensor &own)>;

    /// `members` are places among the inputs. Throws Failure and Cancelled.
    void operator()(const std::vector<int> &members, const FrontGroup &front, const Take &take) const;
    /// The same for these lanes of the members only; `walk` may be null.
    void pass(const std::vector<int> &members, const Lanes &lanes, const FrontGroup &front, nn::BorderWalk *walk,
              const Take &take) const;

private:
    at::Tensor withoutFront(const at::Tensor &said, int input, const FrontGroup &front) const;
};

} // namespace deltascope
