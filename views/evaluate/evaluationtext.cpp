#include "views/evaluate/evaluationtext.h"

#include "items/evaluationmodel.h"
#include "views/common/csv.h"

#include <QStringList>

namespace deltascope::views {

namespace {

using items::Metric;

constexpr std::pair<Metric, const char *> metrics[] = {{Metric::Accuracy, "accuracy"},
                                                       {Metric::MacroF1, "macro_f1"},
                                                       {Metric::SpanF1, "f1"},
                                                       {Metric::Loss, "loss"},
                                                       {Metric::Perplexity, "perplexity"},
                                                       {Metric::Tokens, "tokens"},
                                                       {Metric::ExactMatch, "exact_match"},
                                                       {Metric::SquaredError, "mse"},
                                                       {Metric::AbsoluteError, "mae"},
                                                       {Metric::Pearson, "pearson"},
                                                       {Metric::Spearman, "spearman"}};

/// Whether data of that kind are measured by it at all.
bool measures(Metric metric, EvaluationKind kind)
{
    const bool isOfErrors = metric == Metric::SquaredError || metric == Metric::AbsoluteError
                            || metric == Metric::Pearson || metric == Metric::Spearman;
    const bool isOfTexts = metric == Metric::Perplexity || metric == Metric::Tokens || metric == Metric::ExactMatch;
    return isOfErrors == (kind == EvaluationKind::Regression) && (!isOfTexts || kind == EvaluationKind::LanguageModel);
}

QString number(double value) { return QString::number(value, 'g', 9); }

QString number(const std::optional<double> &value) { return value ? number(*value) : QString(); }

} // namespace

QString EvaluationText::results(QChar separator) const
{
    QStringList head{QStringLiteral("configuration"), QStringLiteral("lines")};
    for (const auto &[metric, name] : metrics)
        if (measures(metric, m_evaluation.kind()))
            head << QLatin1String(name);
    head << QStringLiteral("accuracy_low") << QStringLiteral("accuracy_high") << QStringLiteral("only_here")
         << QStringLiteral("only_there") << QStringLiteral("p") << QStringLiteral("not_a_number");
    QString text = csvLine(head, separator);
    for (const int key : m_evaluation.columns()) {
        const evaluate::Summary *summary = m_evaluation.summary(key);
        if (!summary)
            continue;
        QStringList row{items::titleOf(m_session.state(), *m_session.state().column(key)),
                        QString::number(summary->count)};
        for (const auto &[metric, name] : metrics)
            if (measures(metric, m_evaluation.kind()))
                row << number(items::valueOf(metric, *summary));
        const bool hasInterval = m_evaluation.kind() == EvaluationKind::Classification && summary->accuracy;
        row << (hasInterval ? number(summary->accuracyInterval.first) : QString())
            << (hasInterval ? number(summary->accuracyInterval.second) : QString());
        const evaluate::Against *against = m_evaluation.against(key);
        row << (against ? QString::number(against->onlyHere) : QString())
            << (against ? QString::number(against->onlyThere) : QString()) << (against ? number(against->p) : QString())
            << QString::number(summary->notNumbers);
        text += csvLine(row, separator);
    }
    return text;
}

QString EvaluationText::confusion(int columnKey, QChar separator) const
{
    const evaluate::Summary *summary = m_evaluation.summary(columnKey);
    if (!summary || !summary->confusion)
        return {};
    const std::vector<std::string> &labels = m_evaluation.labels(columnKey);
    QStringList head{QStringLiteral("expected")};
    for (const std::string &label : labels)
        head << QString::fromStdString(label);
    QString text = csvLine(head, separator);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        QStringList row{QString::fromStdString(labels[i])};
        for (const std::int64_t count : summary->confusion->counts()[i])
            row << QString::number(count);
        text += csvLine(row, separator);
    }
    return text;
}

QString EvaluationText::labels(int columnKey, QChar separator) const
{
    const evaluate::Summary *summary = m_evaluation.summary(columnKey);
    if (!summary || !summary->confusion)
        return {};
    QString text = csvLine({QStringLiteral("label"), QStringLiteral("precision"), QStringLiteral("recall"),
                            QStringLiteral("f1"), QStringLiteral("support")},
                           separator);
    const std::vector<std::string> &labels = m_evaluation.labels(columnKey);
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const evaluate::LabelQuality quality = summary->confusion->quality(i);
        text += csvLine({QString::fromStdString(labels[i]), number(quality.precision), number(quality.recall),
                         number(quality.f1), QString::number(quality.support)},
                        separator);
    }
    return text;
}

QString EvaluationText::lines(const items::LinesModel &lines, QChar separator)
{
    QStringList head{QStringLiteral("line")};
    for (int column = 0; column < lines.columnCount(); ++column)
        head << lines.headerData(column, Qt::Horizontal, Qt::AccessibleTextRole).toString();
    QString text = csvLine(head, separator);
    for (int row = 0; row < lines.rowCount(); ++row) {
        QStringList cells{QString::number(lines.lineAt(row) + 1)};
        for (int column = 0; column < lines.columnCount(); ++column)
            cells << lines.index(row, column).data().toString();
        text += csvLine(cells, separator);
    }
    return text;
}

} // namespace deltascope::views
