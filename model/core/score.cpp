#include "core/score.h"

#include <cmath>

namespace deltascope {

std::int64_t TextScore::count() const
{
    std::int64_t count = 0;
    for (const auto &logProb : logProbs)
        count += logProb.has_value();
    return count;
}

double TextScore::sum() const
{
    double sum = 0;
    for (const auto &logProb : logProbs)
        sum += logProb.value_or(0);
    return sum;
}

bool TextScore::isNumber() const { return !std::isnan(sum()); }

std::optional<double> TextScore::mean() const
{
    const std::int64_t tokens = count();
    return tokens > 0 && isNumber() ? std::optional(sum() / static_cast<double>(tokens)) : std::nullopt;
}

std::optional<double> TextScore::perplexity() const
{
    const auto average = mean();
    return average ? std::optional(std::exp(-*average)) : std::nullopt;
}

} // namespace deltascope
