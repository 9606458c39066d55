#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// How alike two deltas change a module's weight.
struct ModuleSimilarity {
    std::string module;
    std::optional<double> cosine; ///< of the changes, as vectors of all their elements; none if one of them is zero
    /// Between the spaces that the changes write into (their columns), rising, radians; as many as the smaller has
    /// dimensions.
    std::vector<double> angles;
};

struct PairSimilarity {
    std::size_t first, second; ///< of Similarity::deltas
    std::optional<double> cosine; ///< of the changes of all shared modules together
    std::vector<ModuleSimilarity> modules; ///< that both change, in the order of the model
};

/// Every pair of some deltas.
struct Similarity {
    std::vector<std::string> deltas; ///< names
    std::vector<PairSimilarity> pairs; ///< (0, 1), (0, 2), ..., (1, 2), ...
};

} // namespace deltascope
