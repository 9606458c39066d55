#include "items/metrics.h"

#include "items/grouping.h"

#include <QCoreApplication>

#include <cmath>

namespace deltascope::items {

namespace {

QString tr(const char *text) { return QCoreApplication::translate("deltascope::items", text); }

QString onLines(std::int64_t count) { return count == 1 ? tr("%1 line").arg(count) : tr("%1 lines").arg(count); }

} // namespace

QString titleOf(Metric metric)
{
    switch (metric) {
    case Metric::Accuracy: return tr("accuracy");
    case Metric::MacroF1: return tr("macro F1");
    case Metric::SpanF1: return tr("span F1");
    case Metric::Loss: return tr("loss");
    case Metric::Perplexity: return tr("perplexity");
    case Metric::Tokens: return tr("tokens");
    case Metric::ExactMatch: return tr("exact match");
    case Metric::SquaredError: return tr("squared error");
    case Metric::AbsoluteError: return tr("abs. error");
    case Metric::Pearson: return tr("Pearson");
    case Metric::Spearman: return tr("Spearman");
    }
    return {};
}

QString meaningOf(Metric metric)
{
    switch (metric) {
    case Metric::Accuracy: return tr("Share of what is answered right");
    case Metric::MacroF1: return tr("Mean F1 of the labels that occur in truth or answers");
    case Metric::SpanF1: return tr("F1 of whole spans (BIO labels, as seqeval counts them)");
    case Metric::Loss: return tr("Mean cross-entropy over all that counts");
    case Metric::Perplexity: return tr("exp of the mean loss of a token");
    case Metric::Tokens: return tr("Tokens that count");
    case Metric::ExactMatch: return tr("Share of generated texts that equal their targets, blanks at the ends aside");
    case Metric::SquaredError: return tr("Mean squared error");
    case Metric::AbsoluteError: return tr("Mean absolute error");
    case Metric::Pearson: return tr("Pearson's correlation of numbers and truth");
    case Metric::Spearman: return tr("Spearman's rank correlation of numbers and truth");
    }
    return {};
}

QString numberText(Metric metric, double value)
{
    if (metric == Metric::Tokens)
        return grouped(std::int64_t(value));
    if (metric == Metric::Perplexity || metric == Metric::SquaredError || metric == Metric::AbsoluteError)
        return QString::number(value, std::abs(value) < 1e5 ? 'f' : 'e', std::abs(value) < 100 ? 3 : 1);
    return decimal(value, 3);
}

std::optional<double> valueOf(Metric metric, const evaluate::Summary &summary)
{
    switch (metric) {
    case Metric::Accuracy: return summary.accuracy;
    case Metric::MacroF1:
        return summary.confusion && summary.accuracy ? std::optional(summary.confusion->macroF1()) : std::nullopt;
    case Metric::SpanF1: return summary.spans && summary.accuracy ? std::optional(summary.spans->f1()) : std::nullopt;
    case Metric::Loss: return summary.loss;
    case Metric::Perplexity: return summary.perplexity;
    case Metric::Tokens: return double(summary.tokens);
    case Metric::ExactMatch: return summary.exactMatch;
    case Metric::SquaredError: return summary.meanSquared;
    case Metric::AbsoluteError: return summary.meanAbsolute;
    case Metric::Pearson: return summary.pearson;
    case Metric::Spearman: return summary.spearman;
    }
    return std::nullopt;
}

Metric leadingMetric(EvaluationKind kind)
{
    switch (kind) {
    case EvaluationKind::Classification:
    case EvaluationKind::TokenClassification: return Metric::Accuracy;
    case EvaluationKind::Regression: return Metric::AbsoluteError;
    case EvaluationKind::LanguageModel: return Metric::Perplexity;
    }
    return Metric::Accuracy;
}

QString pText(double p) { return p < sureP ? tr("p < 0.001") : tr("p = %1").arg(decimal(p, p < 0.01 ? 3 : 2)); }

QString againstText(const evaluate::Against &against)
{
    if (against.onlyHere == 0 && against.onlyThere == 0)
        return tr("the same on every line");
    return tr("better on %1, worse on %2: %3")
        .arg(onLines(against.onlyHere))
        .arg(against.onlyThere)
        .arg(pText(against.p));
}

QString verdictText(const evaluate::Against &against)
{
    const bool isBetter = against.onlyHere > against.onlyThere;
    if (against.p < sureP)
        return isBetter ? tr("surely better") : tr("surely worse");
    if (against.p < clearP)
        return isBetter ? tr("probably better") : tr("probably worse");
    return tr("no clear difference");
}

} // namespace deltascope::items
