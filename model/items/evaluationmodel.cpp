#include "items/evaluationmodel.h"

#include "items/grouping.h"

#include <algorithm>
#include <cmath>

namespace deltascope::items {

using What = EvaluationModel::Section::What;

EvaluationModel::EvaluationModel(const Session &session, const Evaluation &evaluation, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_evaluation(evaluation)
{
    connect(&evaluation, &Evaluation::answered, this, &EvaluationModel::sync);
    connect(&evaluation, &Evaluation::runningChanged, this, &EvaluationModel::sync);
    sync();
}

int EvaluationModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int EvaluationModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_sections.size());
}

QList<EvaluationModel::Section> EvaluationModel::wantedSections() const
{
    QList<Metric> metrics;
    const EvaluationKind kind = m_evaluation.kind();
    const auto has = [this](Metric metric) {
        const QList<int> keys = m_evaluation.columns();
        return std::any_of(keys.begin(), keys.end(), [&](int key) {
            const evaluate::Summary *summary = m_evaluation.summary(key);
            return summary && valueOf(metric, *summary);
        });
    };
    QList<Section> sections{{What::Name}};
    switch (kind) {
    case EvaluationKind::Classification: metrics = {Metric::Accuracy, Metric::MacroF1, Metric::Loss}; break;
    case EvaluationKind::TokenClassification: metrics = {Metric::Accuracy, Metric::SpanF1, Metric::Loss}; break;
    case EvaluationKind::Regression:
        metrics = {Metric::AbsoluteError, Metric::SquaredError, Metric::Pearson, Metric::Spearman};
        break;
    case EvaluationKind::LanguageModel:
        metrics = {Metric::Perplexity, Metric::Loss, Metric::Tokens, Metric::ExactMatch};
        break;
    }
    for (const Metric metric : metrics) {
        if ((metric == Metric::SpanF1 || metric == Metric::ExactMatch) && !has(metric))
            continue;
        sections.append({What::Number, metric});
        if (kind == EvaluationKind::Classification && metric == Metric::Accuracy)
            sections.append({What::Whisker, metric});
    }
    sections.append({What::Change, leadingMetric(kind)});
    sections.append({What::Against});
    return sections;
}

/// Removes, inserts and moves exactly the rows that changed.
void EvaluationModel::sync()
{
    const QList<Section> sections = wantedSections();
    if (sections != m_sections) {
        beginResetModel();
        m_sections = sections;
        m_rows = m_evaluation.columns();
        endResetModel();
        return;
    }
    const QList<int> want = m_evaluation.columns();
    for (int i = int(m_rows.size()) - 1; i >= 0; --i)
        if (!want.contains(m_rows[i])) {
            beginRemoveRows({}, i, i);
            m_rows.removeAt(i);
            endRemoveRows();
        }
    for (int i = 0; i < want.size(); ++i) {
        const int at = int(m_rows.indexOf(want[i]));
        if (at < 0) {
            beginInsertRows({}, i, i);
            m_rows.insert(i, want[i]);
            endInsertRows();
        } else if (at != i) {
            beginMoveRows({}, at, at, {}, i);
            m_rows.move(at, i);
            endMoveRows();
        }
    }
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, int(m_sections.size()) - 1));
}

/// Points of a share; of other numbers the relative change.
QVariant EvaluationModel::changeOf(int key) const
{
    const evaluate::Summary *here = m_evaluation.summary(key), *there = m_evaluation.summary(m_evaluation.baseline());
    if (!here || !there || key == m_evaluation.baseline())
        return {};
    const Metric lead = leadingMetric(m_evaluation.kind());
    const auto now = valueOf(lead, *here), before = valueOf(lead, *there);
    if (!now || !before)
        return {};
    if (lead == Metric::Accuracy)
        return (*now - *before) * 100;
    return *before != 0 ? QVariant((*now / *before - 1) * 100) : QVariant();
}

QVariant EvaluationModel::whisker(int key) const
{
    const evaluate::Summary *summary = m_evaluation.summary(key);
    if (!summary || m_evaluation.kind() != EvaluationKind::Classification || !summary->accuracy)
        return {};
    return QVariant::fromValue(
        QList<double>{summary->accuracyInterval.first, *summary->accuracy, summary->accuracyInterval.second});
}

int EvaluationModel::tone(int key) const
{
    const evaluate::Against *against = m_evaluation.against(key);
    return !against || against->p >= clearP ? 0 : against->onlyHere > against->onlyThere ? 1 : -1;
}

QString EvaluationModel::text(int key, const Section &section) const
{
    const evaluate::Summary *summary = m_evaluation.summary(key);
    const QString none = QStringLiteral("—");
    switch (section.what) {
    case What::Name: {
        const BenchColumn *column = m_session.state().column(key);
        return column ? items::titleOf(m_session.state(), *column) : QString();
    }
    case What::Whisker: return {};
    case What::Number: {
        const auto value = summary ? valueOf(section.metric, *summary) : std::nullopt;
        const bool hasNone = summary && summary->notNumbers == summary->count;
        return value ? numberText(section.metric, *value) : hasNone ? tr("not a number") : none;
    }
    case What::Change: {
        const QVariant change = changeOf(key);
        if (!change.isValid())
            return none;
        const QString number = QStringLiteral("%1%2")
                                   .arg(change.toDouble() >= 0 ? QStringLiteral("+") : QStringLiteral("−"))
                                   .arg(decimal(std::abs(change.toDouble()), 1));
        return section.metric == Metric::Accuracy ? number : number + QStringLiteral(" %");
    }
    case What::Against: break;
    }
    const QString leftOut = summary && summary->notNumbers > 0
                                ? tr("left out: %1 of %2, not a number").arg(summary->notNumbers).arg(summary->count)
                                : QString();
    const auto beside
        = [&leftOut](const QString &text) { return leftOut.isEmpty() ? text : text + QStringLiteral(", ") + leftOut; };
    if (const evaluate::Against *against = m_evaluation.against(key)) {
        const QString soFar = m_evaluation.stateOf(key) == Evaluation::State::Some ? tr(" so far") : QString();
        return verdictText(*against) + soFar + QStringLiteral(": ") + beside(againstText(*against));
    }
    if (key == m_evaluation.baseline())
        return beside(tr("the baseline"));
    return !leftOut.isEmpty()         ? leftOut
           : summary                  ? none
           : m_evaluation.isRunning() ? tr("waits")
                                      : tr("not evaluated yet");
}

QVariant EvaluationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const int key = m_rows[index.row()];
    const Section &section = m_sections[index.column()];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(key, section);
    case Qt::ToolTipRole:
        if (section.what == What::Against)
            return text(key, section);
        if (section.what == What::Whisker)
            if (const QList<double> ends = whisker(key).value<QList<double>>(); ends.size() == 3)
                return tr("95 % of the time the accuracy is between %1 and %2 (Wilson's interval)")
                    .arg(decimal(ends[0], 3))
                    .arg(decimal(ends[2], 3));
        return {};
    case ShortTextRole: {
        const evaluate::Against *against = m_evaluation.against(key);
        const evaluate::Summary *summary = m_evaluation.summary(key);
        const bool hasNone = summary && summary->notNumbers == summary->count;
        if (section.what == What::Number && hasNone && !valueOf(section.metric, *summary))
            return QStringLiteral("NaN");
        return section.what == What::Against && against ? againstText(*against) : text(key, section);
    }
    case EvaluatedColumnRole: return key;
    case WhiskerRole: return whisker(key);
    case ToneRole: return tone(key);
    default: return {};
    }
}

QVariant EvaluationModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_sections.size())
        return {};
    const Section &shown = m_sections[section];
    if (role == Qt::ToolTipRole) {
        switch (shown.what) {
        case What::Number: return meaningOf(shown.metric);
        case What::Whisker: return tr("Accuracy with its 95 % interval (Wilson); dashed: the baseline");
        case What::Change:
            return shown.metric == Metric::Accuracy
                       ? tr("Change of the accuracy against the baseline, in points")
                       : tr("Change of the %1 against the baseline, in percent").arg(titleOf(shown.metric));
        case What::Against:
            return tr("Whether the difference from the baseline is chance: McNemar's exact test where lines are right "
                      "or wrong, the sign test elsewhere");
        case What::Name: return {};
        }
    }
    if (role == Qt::TextAlignmentRole)
        return shown.what == What::Number || shown.what == What::Change ? QVariant(Qt::AlignRight) : QVariant();
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (shown.what) {
    case What::Name: return tr("configuration");
    case What::Number: return titleOf(shown.metric);
    case What::Whisker: return role == Qt::DisplayRole ? QString() : tr("accuracy with its interval");
    case What::Change: return tr("change");
    case What::Against: return tr("against the baseline");
    }
    return {};
}

} // namespace deltascope::items
