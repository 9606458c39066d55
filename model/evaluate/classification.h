#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace deltascope::evaluate {

/// How well one label is found; an undefined ratio is 0.
struct LabelQuality {
    double precision = 0, recall = 0, f1 = 0;
    std::int64_t support = 0; ///< how often it is the truth
};

/// Counts [truth][prediction] over labels 0 .. n-1.
class Confusion {
public:
    explicit Confusion(std::size_t labels);
    void add(int truth, int prediction)
    {
        ++m_counts[static_cast<std::size_t>(truth)][static_cast<std::size_t>(prediction)];
    }

    const std::vector<std::vector<std::int64_t>> &counts() const { return m_counts; }
    std::int64_t total() const;
    std::int64_t right() const;
    double accuracy() const; ///< 0 of nothing
    LabelQuality quality(std::size_t label) const;
    /// The mean f1 of the labels that occur in truth or predictions (scikit-learn's f1_score, average="macro").
    double macroF1() const;

private:
    std::int64_t predicted(std::size_t label) const;

    std::vector<std::vector<std::int64_t>> m_counts;
};

/// 2pr / (p + r), 0 where that is undefined.
double f1(double precision, double recall);
/// a / b, 0 where that is undefined.
double ratio(std::int64_t a, std::int64_t b);

} // namespace deltascope::evaluate
