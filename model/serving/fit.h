#pragma once

#include "core/drift.h"
#include "core/score.h"
#include "core/served.h"

#include <optional>
#include <vector>

namespace deltascope::serving {

/// How far answers are from what a configuration says of the same tokens.
struct Fit {
    double most = 0, sum = 0; ///< of the differences of log-probabilities
    std::int64_t compared = 0;
    std::optional<FirstDifference> firstDifference; ///< of what is likeliest locally
    double deficit = 0; ///< by how much less likely than that the answers' tokens are locally, at most

    double mean() const { return compared > 0 ? sum / static_cast<double>(compared) : 0; }
    /// Whether another order of float32 sums explains it: measured are up to 1.7e-5.
    bool isSame() const;
    /// Whether other number types do: measured are up to 1.7e-2, 2e-3 on average, for a float16 cache; bfloat16 is
    /// eight times as coarse.
    bool isRounding() const;

private:
    /// Another choice needs a difference of at least half of how far apart the two were.
    bool explainsChoices(double tolerance) const { return deficit <= 2 * tolerance; }
};

/// `scores`: of each prompt with its answer, with alternatives.
Fit fitOf(const DriftAnswers &answers, const std::vector<TextScore> &scores);

} // namespace deltascope::serving
