#include "items/linesmodel.h"

#include "items/grouping.h"
#include "items/wording.h"

#include <algorithm>
#include <cmath>

namespace deltascope::items {

using evaluate::Turn;
using What = LineFilter::What;

LinesModel::LinesModel(Session &session, const Evaluation &evaluation, QObject *parent)
    : QAbstractTableModel(parent)
    , m_session(session)
    , m_evaluation(evaluation)
{
    connect(&evaluation, &Evaluation::answered, this, &LinesModel::follow);
    connect(&evaluation, &Evaluation::dataChanged, this, [this] {
        m_filter = {m_evaluation.data() && m_evaluation.data()->isOfInputs() ? What::Every : What::Turned};
        show({});
        follow();
    });
    follow();
}

void LinesModel::setColumn(int columnKey)
{
    if (m_column == columnKey)
        return;
    m_column = columnKey;
    if (m_filter.what == What::Cell)
        m_filter = {};
    follow();
}

void LinesModel::setFilter(const LineFilter &filter)
{
    m_filter = filter;
    follow();
}

void LinesModel::follow()
{
    show(wanted());
    Q_EMIT listed();
}

LinesModel::Outcomes LinesModel::outcomes() const
{
    const int baseline = m_evaluation.baseline();
    return {m_evaluation.outcomes(m_column), m_evaluation.outcomes(baseline), m_evaluation.failuresOf(m_column),
            m_evaluation.failuresOf(baseline)};
}

/// By how much what is right became more or less probable, or the answer better or worse.
LinesModel::Change LinesModel::changeOf(const Outcomes &outcomes, std::size_t line) const
{
    const LineOutcome *here = outcomes.hereAt(line), *there = outcomes.thereAt(line);
    if (!here || !there)
        return {};
    const EvaluationKind kind = m_evaluation.kind();
    if (!here->isNumber() || !there->isNumber())
        return {evaluate::turnOf(kind, *here, *there), 0};
    const auto probability
        = [](const LineOutcome &own) { return double(own.probabilities[std::size_t(own.expected)]); };
    const double size = kind == EvaluationKind::Classification
                            ? probability(*here) - probability(*there)
                            : evaluate::quality(kind, *here) - evaluate::quality(kind, *there);
    return {evaluate::turnOf(kind, *here, *there), std::abs(size)};
}

bool LinesModel::isListed(const LineOutcome *here, Turn turn) const
{
    switch (m_filter.what) {
    case What::Turned: return turn != Turn::Same;
    case What::Better: return turn == Turn::Better;
    case What::Worse: return turn == Turn::Worse;
    case What::Otherwise: return turn == Turn::Otherwise;
    case What::Every: return true;
    case What::Failed:
    case What::Cell: break;
    }
    return here && here->expected == m_filter.expected && here->predicted == m_filter.answered;
}

LinesModel::Rows LinesModel::wanted()
{
    m_counts = {};
    m_failed = 0;
    const auto &data = m_evaluation.data();
    const Outcomes said = outcomes();
    std::vector<std::pair<double, std::size_t>> sized;
    for (std::size_t line = 0; data && line < data->lines.size(); ++line) {
        const Change change = changeOf(said, line);
        ++m_counts[std::size_t(change.turn)];
        const bool isFailed = said.hasFailed(line);
        m_failed += isFailed;
        if (m_filter.what == What::Failed ? isFailed : isListed(said.hereAt(line), change.turn))
            sized.emplace_back(change.size, line);
    }
    // While lines come in, those that are there keep their places.
    if (m_filter.what != What::Every && !m_evaluation.isRunning())
        std::stable_sort(sized.begin(), sized.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    Rows rows;
    for (const auto &[size, line] : sized)
        rows.push_back(line);
    return rows;
}

/// Rows that stay keep selection and place in view.
void LinesModel::show(Rows rows)
{
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    std::vector<int> rowOfLine;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (rowOfLine.size() <= rows[row])
            rowOfLine.resize(rows[row] + 1, -1);
        rowOfLine[rows[row]] = int(row);
    }
    for (const QModelIndex &index : before) {
        const std::size_t line = m_rows[std::size_t(index.row())];
        const int row = line < rowOfLine.size() ? rowOfLine[line] : -1;
        after << (row < 0 ? QModelIndex() : createIndex(row, index.column()));
    }
    m_rows = std::move(rows);
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

int LinesModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int LinesModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : LineColumnCount; }

QString LinesModel::answerText(std::size_t line, const LineOutcome *outcome, int columnKey) const
{
    if (!outcome) {
        const Error *failure = m_evaluation.failure(columnKey, line);
        return failure ? wording(*failure) : QString();
    }
    if (!outcome->isNumber())
        return tr("not a number");
    const std::vector<std::string> &labels = m_evaluation.labels(columnKey);
    const auto name = [&labels](int label) {
        return std::size_t(label) < labels.size() ? QString::fromStdString(labels[std::size_t(label)]) : QString();
    };
    switch (m_evaluation.kind()) {
    case EvaluationKind::Classification: return name(outcome->predicted);
    case EvaluationKind::Regression: return decimal(outcome->value, 3);
    case EvaluationKind::TokenClassification: {
        QStringList words;
        for (const int label : outcome->predictedLabels)
            words << name(label);
        return words.join(QLatin1Char(' '));
    }
    case EvaluationKind::LanguageModel: break;
    }
    return outcome->text ? QString::fromStdString(*outcome->text)
                         : tr("log p %1").arg(decimal(-outcome->loss, 2)).replace(QLatin1Char('-'), QChar(0x2212));
}

QVariant LinesModel::answer(std::size_t line, int column, int role) const
{
    const bool isHere = column == HereColumn;
    const LineOutcome *said = isHere ? outcomes().hereAt(line) : outcomes().thereAt(line);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: return answerText(line, said, isHere ? m_column : m_evaluation.baseline());
    case ShareRole:
        return said && said->predicted >= 0 ? QVariant(double(said->probabilities[std::size_t(said->predicted)]))
                                            : QVariant();
    case IsRightRole: {
        const auto right = said ? said->right() : std::nullopt;
        return right ? QVariant(*right) : QVariant();
    }
    default: return {};
    }
}

QVariant LinesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const std::size_t line = m_rows[std::size_t(index.row())];
    if (line >= m_evaluation.data()->lines.size())
        return {};
    if (role == PlaceRole)
        return int(line);
    if (role == TurnRole)
        return int(changeOf(outcomes(), line).turn);
    if (index.column() == ThereColumn || index.column() == HereColumn)
        return answer(line, index.column(), role);
    const bool isText = role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole;
    const DataLine &data = m_evaluation.data()->lines[line];
    if (index.column() == LineTextColumn && isText)
        return lineText(data);
    if (index.column() == ExpectedColumn && (isText || role == Qt::EditRole))
        return expectedText(data, m_evaluation.labels(m_column));
    if (index.column() != TurnColumn || !isText)
        return {};
    switch (changeOf(outcomes(), line).turn) {
    case Turn::Better: return tr("better");
    case Turn::Worse: return tr("worse");
    case Turn::Otherwise: return tr("wrong otherwise");
    case Turn::Same: break;
    }
    return {};
}

Qt::ItemFlags LinesModel::flags(const QModelIndex &index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    const bool isTyped = index.isValid() && index.column() == ExpectedColumn && m_evaluation.data()->isOfInputs();
    return isTyped ? flags | Qt::ItemIsEditable : flags;
}

bool LinesModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || !(flags(index) & Qt::ItemIsEditable))
        return false;
    m_session.setExpected(m_evaluation.data()->inputKeys[lineAt(index.row())], value.toString());
    return true;
}

QVariant LinesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    const auto said = [this](int key) {
        const BenchColumn *column = m_session.state().column(key);
        return column ? tr("%1 said").arg(titleOf(m_session.state(), *column)) : QString();
    };
    switch (section) {
    case TurnColumn: return role == Qt::DisplayRole ? QString() : tr("change");
    case LineTextColumn: return tr("text");
    case ExpectedColumn: return tr("expected");
    case ThereColumn: return said(m_evaluation.baseline());
    case HereColumn: return said(m_column);
    default: return {};
    }
}

} // namespace deltascope::items
