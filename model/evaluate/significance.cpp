#include "evaluate/significance.h"

#include <algorithm>
#include <cmath>

namespace deltascope::evaluate {

std::pair<double, double> wilson(std::int64_t successes, std::int64_t trials)
{
    if (trials == 0)
        return {0, 1};
    constexpr double z = 1.959963984540054; // of 95 %
    const auto n = static_cast<double>(trials);
    const double p = static_cast<double>(successes) / n, spread = z * z / n;
    const double middle = (p + spread / 2) / (1 + spread);
    const double half = z / (1 + spread) * std::sqrt(p * (1 - p) / n + spread / (4 * n));
    // At the ends the bound is the end itself; rounding is not to move it.
    return {successes == 0 ? 0 : std::max(0.0, middle - half), successes == trials ? 1 : std::min(1.0, middle + half)};
}

double mcNemar(std::int64_t onlyHere, std::int64_t onlyThere)
{
    const std::int64_t least = std::min(onlyHere, onlyThere), all = onlyHere + onlyThere;
    double tail = 0; // of the binomial distribution with p = 1/2, up to `least`
    const auto n = static_cast<double>(all);
    for (std::int64_t k = 0; k <= least; ++k) {
        const auto i = static_cast<double>(k);
        tail += std::exp(std::lgamma(n + 1) - std::lgamma(i + 1) - std::lgamma(n - i + 1) - n * std::log(2.0));
    }
    return std::min(1.0, 2 * tail);
}

} // namespace deltascope::evaluate
