#include "evaluate/correlation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace deltascope::evaluate {

namespace {

double meanOf(const std::vector<double> &values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<double> ranks(const std::vector<double> &values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> result(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first + 1;
        while (end < order.size() && values[order[end]] == values[order[first]])
            ++end;
        for (std::size_t i = first; i < end; ++i)
            result[order[i]] = static_cast<double>(first + end + 1) / 2;
        first = end;
    }
    return result;
}

bool changes(const std::vector<double> &values)
{
    return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) != values.end();
}

} // namespace

std::optional<double> pearson(const std::vector<double> &a, const std::vector<double> &b)
{
    if (a.size() < 2 || !changes(a) || !changes(b))
        return std::nullopt;
    const double meanA = meanOf(a), meanB = meanOf(b);
    double both = 0, ownA = 0, ownB = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        both += (a[i] - meanA) * (b[i] - meanB);
        ownA += (a[i] - meanA) * (a[i] - meanA);
        ownB += (b[i] - meanB) * (b[i] - meanB);
    }
    return std::clamp(both / std::sqrt(ownA * ownB), -1.0, 1.0);
}

std::optional<double> spearman(const std::vector<double> &a, const std::vector<double> &b)
{
    return pearson(ranks(a), ranks(b));
}

} // namespace deltascope::evaluate
