#include "evaluate/summary.h"

#include "evaluate/correlation.h"
#include "evaluate/significance.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

namespace deltascope::evaluate {

namespace {

/// Numbers that differ by less are the same sum in another order.
constexpr double noise = 1e-6;

void addLoss(const Lines &lines, Summary &summary)
{
    double loss = 0;
    for (const LineOutcome *line : lines) {
        loss += line->loss;
        summary.tokens += line->counted;
    }
    if (summary.tokens > 0)
        summary.loss = loss / static_cast<double>(summary.tokens);
}

void classify(const Lines &lines, std::size_t labels, Summary &summary)
{
    Confusion confusion(labels);
    for (const LineOutcome *line : lines)
        confusion.add(line->expected, line->predicted);
    if (confusion.total() > 0)
        summary.accuracy = confusion.accuracy();
    summary.accuracyInterval = wilson(confusion.right(), confusion.total());
    summary.confusion = std::move(confusion);
}

void regress(const Lines &lines, Summary &summary)
{
    std::vector<double> truth, found;
    double squares = 0, absolutes = 0;
    for (const LineOutcome *line : lines) {
        truth.push_back(line->expectedValue);
        found.push_back(line->value);
        const double error = line->value - line->expectedValue;
        squares += error * error;
        absolutes += std::abs(error);
    }
    if (!lines.empty()) {
        summary.meanSquared = squares / static_cast<double>(lines.size());
        summary.meanAbsolute = absolutes / static_cast<double>(lines.size());
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

std::int64_t rightTokens(const LineOutcome &line)
{
    std::int64_t right = 0;
    for (std::size_t i = 0; i < line.expectedLabels.size(); ++i)
        right += line.expectedLabels[i] == line.predictedLabels[i];
    return right;
}

void labelTokens(const Lines &lines, const std::vector<std::string> &labels, Summary &summary)
{
    SpanQuality spans;
    Confusion confusion(labels.size());
    for (const LineOutcome *line : lines) {
        for (std::size_t i = 0; i < line->expectedLabels.size(); ++i)
            confusion.add(line->expectedLabels[i], line->predictedLabels[i]);
        spans.add(spansOf(named(line->expectedLabels, labels)), spansOf(named(line->predictedLabels, labels)));
    }
    if (confusion.total() > 0)
        summary.accuracy = confusion.accuracy();
    summary.confusion = std::move(confusion);
    if (areSpanLabels(labels))
        summary.spans = spans;
}

void readTexts(const Lines &lines, Summary &summary)
{
    if (summary.loss)
        summary.perplexity = std::exp(*summary.loss);
    std::int64_t right = 0, generated = 0;
    for (const LineOutcome *line : lines) {
        generated += line->text.has_value();
        right += line->right().value_or(false);
    }
    if (generated > 0)
        summary.exactMatch = ratio(right, generated);
}

bool answersDiffer(const LineOutcome &here, const LineOutcome &there)
{
    return here.predicted != there.predicted || here.text != there.text
           || here.predictedLabels != there.predictedLabels;
}

Lines numbersAmong(const Lines &lines)
{
    Lines numbers;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(numbers),
                 [](const LineOutcome *line) { return line->isNumber(); });
    return numbers;
}

Lines linesOf(const ColumnOutcomes &column)
{
    Lines lines;
    for (const LineOutcome &line : column.lines)
        lines.push_back(&line);
    return lines;
}

} // namespace

double quality(EvaluationKind kind, const LineOutcome &line)
{
    if (!line.isNumber())
        return std::numeric_limits<double>::quiet_NaN();
    if (kind == EvaluationKind::TokenClassification)
        return ratio(rightTokens(line), static_cast<std::int64_t>(line.expectedLabels.size()));
    if (const auto right = line.right())
        return *right;
    return kind == EvaluationKind::Regression ? -std::abs(line.value - line.expectedValue) : -line.loss;
}

Turn turnOf(EvaluationKind kind, const LineOutcome &here, const LineOutcome &there)
{
    if (!here.isNumber() || !there.isNumber())
        return here.isNumber() == there.isNumber() ? Turn::Same : Turn::Otherwise;
    const double now = quality(kind, here), before = quality(kind, there);
    if (std::abs(now - before) > noise * std::max(1.0, std::abs(before)))
        return now > before ? Turn::Better : Turn::Worse;
    return answersDiffer(here, there) ? Turn::Otherwise : Turn::Same;
}

Against compare(EvaluationKind kind, const Lines &here, const Lines &there)
{
    Against against;
    for (std::size_t i = 0; i < std::min(here.size(), there.size()); ++i) {
        const Turn turn = turnOf(kind, *here[i], *there[i]);
        against.onlyHere += turn == Turn::Better;
        against.onlyThere += turn == Turn::Worse;
    }
    against.p = mcNemar(against.onlyHere, against.onlyThere);
    return against;
}

Summary summarize(EvaluationKind kind, const std::vector<std::string> &labels, const Lines &answered)
{
    Summary summary;
    const Lines lines = numbersAmong(answered);
    summary.count = static_cast<std::int64_t>(answered.size());
    summary.notNumbers = static_cast<std::int64_t>(answered.size() - lines.size());
    if (kind != EvaluationKind::Regression)
        addLoss(lines, summary);
    switch (kind) {
    case EvaluationKind::Classification: classify(lines, labels.size(), summary); break;
    case EvaluationKind::Regression: regress(lines, summary); break;
    case EvaluationKind::TokenClassification: labelTokens(lines, labels, summary); break;
    case EvaluationKind::LanguageModel: readTexts(lines, summary); break;
    }
    return summary;
}

std::vector<Summary> summarize(const EvaluationResult &result)
{
    std::vector<Summary> summaries;
    for (const ColumnOutcomes &column : result.columns) {
        summaries.push_back(summarize(result.kind, result.labelsOf(column), linesOf(column)));
        const bool isCompared = summaries.back().accuracy && summaries.front().accuracy;
        if (result.kind == EvaluationKind::Classification && &column != &result.columns.front() && isCompared)
            summaries.back().againstFirst = compare(result.kind, linesOf(column), linesOf(result.columns.front()));
    }
    return summaries;
}

} // namespace deltascope::evaluate
