#pragma once

#include "core/evaluation.h"
#include "evaluate/classification.h"
#include "evaluate/spans.h"

namespace deltascope::evaluate {

/// How a configuration does against the first one, line by line.
struct AgainstFirst {
    std::int64_t onlyHere = 0, onlyThere = 0; ///< right here alone, right there alone
    double p = 1; ///< of mcNemar()
};

/// One configuration's lines in numbers; the kind decides which are there.
struct Summary {
    std::int64_t count = 0; ///< lines
    std::optional<double> loss; ///< mean cross-entropy over what counts
    std::optional<double> accuracy; ///< classification, token classification
    std::pair<double, double> accuracyInterval; ///< classification
    std::optional<Confusion> confusion; ///< classification
    std::optional<SpanQuality> spans; ///< token classification with span labels
    double meanSquared = 0, meanAbsolute = 0; ///< regression: of the errors
    std::optional<double> pearson, spearman; ///< regression
    std::int64_t tokens = 0; ///< language models
    std::optional<double> perplexity; ///< language models: exp(loss)
    std::optional<double> exactMatch; ///< generated texts
    std::optional<AgainstFirst> againstFirst; ///< classification, all but the first column
};

/// One for each column, from the lines that have been answered so far.
std::vector<Summary> summarize(const EvaluationResult &result);

} // namespace deltascope::evaluate
