#pragma once

#include "core/dataline.h"

#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// Which configuration answers labelled data best (cli.md, evaluate)? The first column is the baseline.
struct EvaluationRequest {
    std::vector<DataLine> lines;
    std::vector<Column> columns;
    enum class Texts { Scored, Generated };
    Texts texts = Texts::Scored; ///< Generated: sequence to sequence also generates and compares
    GenerationSettings generation;
};

enum class EvaluationKind { Classification, Regression, TokenClassification, LanguageModel };

/// What one configuration makes of one line, beside what is right; the kind decides which fields are filled.
struct LineOutcome {
    double loss = 0; ///< sum of cross-entropies over what counts: the line, its labelled tokens, its target's tokens
    std::int64_t counted = 0; ///< how many those are
    int expected = -1, predicted = -1; ///< classification: indices of labels
    std::vector<float> probabilities; ///< classification: of every label
    std::vector<int> expectedLabels, predictedLabels; ///< token classification: of the labelled tokens, in order
    double expectedValue = 0, value = 0; ///< regression
    std::optional<std::string> expectedText, text; ///< sequence to sequence, generated
    std::optional<bool> right() const; ///< none where nothing is right or wrong: regression, texts that are only scored
};

struct ColumnOutcomes {
    std::string name;
    std::vector<AttachedDelta> attached;
    std::vector<LineOutcome> lines; ///< as many as have been answered, in the order of the data
};

struct EvaluationResult {
    EvaluationKind kind = EvaluationKind::Classification;
    double seconds = 0;
    std::vector<std::string> labels; ///< of classification heads, by index
    std::vector<ColumnOutcomes> columns;
};

} // namespace deltascope
