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
    /// Whether what the model gave is a number. Where it is not (NaN), nothing is predicted and the line counts in no
    /// mean.
    bool isNumber() const;
    /// None where nothing is right or wrong: regression, texts that are only scored, what is not a number.
    std::optional<bool> right() const;
};

/// Why a line could not be answered: it is too long under a configuration, say.
struct LineFailure {
    std::size_t place = 0; ///< among the lines of the request
    Error error; ///< names the line
};

/// "2 of 200 lines failed: data.jsonl, line 7: ...; ..." names the first three that differ in more than the line. Empty
/// where none failed.
std::string failedSentence(const std::vector<LineFailure> &failures, std::size_t lines);

struct ColumnOutcomes {
    std::string name;
    std::vector<AttachedDelta> attached;
    std::vector<LineOutcome> lines; ///< of the places that are answered, in their order
    std::vector<std::string> labels; ///< its own, by index, where a delta brings a head with other ones; else empty
};

/// Lines that are answered, each under every column. One that fails under any of them is answered under none.
struct EvaluationResult {
    EvaluationKind kind = EvaluationKind::Classification;
    double seconds = 0;
    std::vector<std::string> labels; ///< of classification heads, by index
    std::vector<std::size_t> places; ///< of the answered lines among those of the request
    std::vector<ColumnOutcomes> columns;
    std::vector<LineFailure> failures;

    const std::vector<std::string> &labelsOf(const ColumnOutcomes &column) const
    {
        return column.labels.empty() ? labels : column.labels;
    }
    /// Takes over what another part of the same request answered, behind its own.
    void add(EvaluationResult more);
    /// In the order of the data.
    void sortByPlace();
};

/// Lines that were answered since the part before.
struct EvaluationPart {
    EvaluationResult answered;
    bool isLast = false;
};

} // namespace deltascope
