#include "evaluate/summary.h"

#include "evaluate/correlation.h"
#include "evaluate/significance.h"

#include <algorithm>
#include <cmath>

namespace deltascope::evaluate {

namespace {

using Lines = std::vector<LineOutcome>;

void addLoss(const Lines &lines, Summary &summary)
{
    double loss = 0;
    for (const LineOutcome &line : lines) {
        loss += line.loss;
        summary.tokens += line.counted;
    }
    if (summary.tokens > 0)
        summary.loss = loss / static_cast<double>(summary.tokens);
}

void classify(const Lines &lines, std::size_t labels, Summary &summary)
{
    Confusion confusion(labels);
    for (const LineOutcome &line : lines)
        confusion.add(line.expected, line.predicted);
    summary.accuracy = confusion.accuracy();
    summary.accuracyInterval = wilson(confusion.right(), confusion.total());
    summary.confusion = std::move(confusion);
}

AgainstFirst compare(const Lines &here, const Lines &there)
{
    AgainstFirst against;
    for (std::size_t i = 0; i < std::min(here.size(), there.size()); ++i) {
        const bool rightHere = here[i].right().value_or(false), rightThere = there[i].right().value_or(false);
        against.onlyHere += rightHere && !rightThere;
        against.onlyThere += rightThere && !rightHere;
    }
    against.p = mcNemar(against.onlyHere, against.onlyThere);
    return against;
}

void regress(const Lines &lines, Summary &summary)
{
    std::vector<double> truth, found;
    for (const LineOutcome &line : lines) {
        truth.push_back(line.expectedValue);
        found.push_back(line.value);
        const double error = line.value - line.expectedValue;
        summary.meanSquared += error * error / static_cast<double>(lines.size());
        summary.meanAbsolute += std::abs(error) / static_cast<double>(lines.size());
    }
    summary.pearson = pearson(truth, found);
    summary.spearman = spearman(truth, found);
}

std::vector<std::string> named(const std::vector<int> &indices, const std::vector<std::string> &labels)
{
    std::vector<std::string> names;
    for (const int index : indices)
        names.push_back(labels[static_cast<std::size_t>(index)]);
    return names;
}

void labelTokens(const Lines &lines, const std::vector<std::string> &labels, Summary &summary)
{
    std::int64_t right = 0, all = 0;
    SpanQuality spans;
    for (const LineOutcome &line : lines) {
        for (std::size_t i = 0; i < line.expectedLabels.size(); ++i)
            right += line.expectedLabels[i] == line.predictedLabels[i];
        all += static_cast<std::int64_t>(line.expectedLabels.size());
        spans.add(spansOf(named(line.expectedLabels, labels)), spansOf(named(line.predictedLabels, labels)));
    }
    summary.accuracy = ratio(right, all);
    if (areSpanLabels(labels))
        summary.spans = spans;
}

void readTexts(const Lines &lines, Summary &summary)
{
    if (summary.loss)
        summary.perplexity = std::exp(*summary.loss);
    std::int64_t right = 0, generated = 0;
    for (const LineOutcome &line : lines) {
        generated += line.text.has_value();
        right += line.right().value_or(false);
    }
    if (generated > 0)
        summary.exactMatch = ratio(right, generated);
}

} // namespace

std::vector<Summary> summarize(const EvaluationResult &result)
{
    std::vector<Summary> summaries;
    for (const ColumnOutcomes &column : result.columns) {
        Summary &summary = summaries.emplace_back();
        summary.count = static_cast<std::int64_t>(column.lines.size());
        switch (result.kind) {
        case EvaluationKind::Classification:
            addLoss(column.lines, summary);
            classify(column.lines, result.labels.size(), summary);
            if (&column != &result.columns.front())
                summary.againstFirst = compare(column.lines, result.columns.front().lines);
            break;
        case EvaluationKind::Regression: regress(column.lines, summary); break;
        case EvaluationKind::TokenClassification:
            addLoss(column.lines, summary);
            labelTokens(column.lines, result.labels, summary);
            break;
        case EvaluationKind::LanguageModel:
            addLoss(column.lines, summary);
            readTexts(column.lines, summary);
            break;
        }
    }
    return summaries;
}

} // namespace deltascope::evaluate
