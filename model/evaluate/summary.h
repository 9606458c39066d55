#pragma once

#include "core/evaluation.h"
#include "evaluate/classification.h"
#include "evaluate/spans.h"

namespace deltascope::evaluate {

/// How a configuration does against another one, line by line.
struct Against {
    std::int64_t onlyHere = 0, onlyThere = 0; ///< better here, better there; where lines are right or wrong: right
    double p = 1; ///< of mcNemar(): the sign test where lines are better or worse by a number
};

/// One configuration's lines in numbers; the kind decides which are there.
struct Summary {
    std::int64_t count = 0; ///< lines
    std::int64_t notNumbers = 0; ///< of them: lines whose answer is not a number, which nothing below counts
    std::optional<double> loss; ///< mean cross-entropy over what counts
    std::optional<double> accuracy; ///< classification, token classification
    std::pair<double, double> accuracyInterval; ///< classification; of the accuracy, where there is one
    std::optional<Confusion> confusion; ///< classification; token classification: of the labelled tokens
    std::optional<SpanQuality> spans; ///< token classification with span labels
    std::optional<double> meanSquared, meanAbsolute; ///< regression: of the errors
    std::optional<double> pearson, spearman; ///< regression
    std::int64_t tokens = 0; ///< language models
    std::optional<double> perplexity; ///< language models: exp(loss)
    std::optional<double> exactMatch; ///< generated texts
    std::optional<Against> againstFirst; ///< classification, all but the first column, where both have an accuracy
};

/// One configuration's lines.
using Lines = std::vector<const LineOutcome *>;

/// `labels` are those of the column, by index.
Summary summarize(EvaluationKind kind, const std::vector<std::string> &labels, const Lines &lines);
/// The same lines under two configurations; where an answer is not a number there is nothing to compare.
Against compare(EvaluationKind kind, const Lines &here, const Lines &there);
/// One for each column, from the lines that are answered; the first column is the baseline.
std::vector<Summary> summarize(const EvaluationResult &result);

/// How well a line is answered, more is better: 1 or 0 for right or wrong, the share of right tokens, minus the error
/// of a number, minus the loss of a text that is only scored. NaN where the answer is not a number.
double quality(EvaluationKind kind, const LineOutcome &line);

/// What becomes of a line from one configuration to another. Otherwise: wrong in both, by different answers, or not a
/// number in one of them.
enum class Turn { Same, Better, Worse, Otherwise };
Turn turnOf(EvaluationKind kind, const LineOutcome &here, const LineOutcome &there);

} // namespace deltascope::evaluate
