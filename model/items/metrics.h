#pragma once

#include "evaluate/summary.h"

#include <QString>

#include <optional>

namespace deltascope::items {

enum class Metric {
    Accuracy,
    MacroF1,
    SpanF1,
    Loss,
    Perplexity,
    Tokens,
    ExactMatch,
    SquaredError,
    AbsoluteError,
    Pearson,
    Spearman
};

/// A head for the metric's numbers, and what they are.
QString titleOf(Metric metric);
QString meaningOf(Metric metric);
/// With decimals that are fixed, so that nothing jumps.
QString numberText(Metric metric, double value);
/// Nothing where the summary has no such number.
std::optional<double> valueOf(Metric metric, const evaluate::Summary &summary);
/// The number that tells best how good a configuration is at such data.
Metric leadingMetric(EvaluationKind kind);
/// Below this, chance is no good explanation.
constexpr double clearP = 0.05, sureP = 0.001;
/// "p = 0.005", "p < 0.001".
QString pText(double p);
/// "better on 31 lines, worse on 12: p = 0.005"
QString againstText(const evaluate::Against &against);
/// "surely better", "probably worse", "no clear difference".
QString verdictText(const evaluate::Against &against);

} // namespace deltascope::items
