#include "evaluate/classification.h"

#include <numeric>

namespace deltascope::evaluate {

Confusion::Confusion(std::size_t labels)
    : m_counts(labels, std::vector<std::int64_t>(labels, 0))
{
}

std::int64_t Confusion::total() const
{
    std::int64_t total = 0;
    for (const auto &row : m_counts)
        total += std::accumulate(row.begin(), row.end(), std::int64_t(0));
    return total;
}

std::int64_t Confusion::right() const
{
    std::int64_t right = 0;
    for (std::size_t i = 0; i < m_counts.size(); ++i)
        right += m_counts[i][i];
    return right;
}

double Confusion::accuracy() const { return ratio(right(), total()); }

std::int64_t Confusion::predicted(std::size_t label) const
{
    std::int64_t count = 0;
    for (const auto &row : m_counts)
        count += row[label];
    return count;
}

LabelQuality Confusion::quality(std::size_t label) const
{
    const auto &row = m_counts[label];
    LabelQuality quality;
    quality.support = std::accumulate(row.begin(), row.end(), std::int64_t(0));
    quality.precision = ratio(row[label], predicted(label));
    quality.recall = ratio(row[label], quality.support);
    quality.f1 = f1(quality.precision, quality.recall);
    return quality;
}

double Confusion::macroF1() const
{
    double sum = 0;
    int occurring = 0;
    for (std::size_t label = 0; label < m_counts.size(); ++label) {
        const LabelQuality own = quality(label);
        if (own.support == 0 && predicted(label) == 0)
            continue;
        sum += own.f1;
        ++occurring;
    }
    return occurring > 0 ? sum / occurring : 0;
}

double f1(double precision, double recall)
{
    return precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;
}

double ratio(std::int64_t a, std::int64_t b) { return b > 0 ? static_cast<double>(a) / static_cast<double>(b) : 0; }

} // namespace deltascope::evaluate
