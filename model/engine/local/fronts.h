#pragma once

#include "engine/local/session.h"

#include <vector>

namespace deltascope {

/// Columns whose inputs get the same in front (soft prompts, cached prefixes), and so run in one pass.
struct FrontGroup {
    std::vector<int> columns; ///< ascending
    nn::Pass::Fronts fronts;
    std::vector<std::shared_ptr<const nn::Tap>> taps; ///< that put it there
};

/// Every column in one group; the group of column 0 first.
std::vector<FrontGroup> groupByFront(const Session &session, const nn::ColumnTable &table, int columns);

} // namespace deltascope
