#pragma once

#include <optional>
#include <vector>

namespace deltascope::evaluate {

/// Pearson's r; none for fewer than two pairs or where one side never changes.
std::optional<double> pearson(const std::vector<double> &a, const std::vector<double> &b);
/// Spearman's rho: Pearson's r of the ranks; equal values share the mean of their ranks.
std::optional<double> spearman(const std::vector<double> &a, const std::vector<double> &b);

} // namespace deltascope::evaluate
