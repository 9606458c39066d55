#pragma once

#include "core/describe.h"
#include "core/outcome.h"
#include "core/similarity.h"

#include <vector>

namespace deltascope {

/// How alike those of some deltas are that change weights.
struct Comparison {
    std::vector<DeltaId> deltas; ///< that can be compared, in the order of `similarity`
    Similarity similarity; ///< empty where fewer than two can be
    std::vector<Error> left; ///< why each of the others is not among them
};

} // namespace deltascope
