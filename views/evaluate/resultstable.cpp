#include "views/evaluate/resultstable.h"

#include "views/common/theme.h"
#include "views/evaluate/resultsdelegate.h"
#include "views/evaluate/resultsheader.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

#include <algorithm>
#include <cmath>

namespace deltascope::views {

using What = items::EvaluationModel::Section::What;

namespace {
constexpr int heightOfRow = 31, numberWidth = 78, leastName = 120, leastWhisker = 110, mostWhisker = 260;
}

ResultsTable::ResultsTable(items::Session &session, items::Evaluation &evaluation, QWidget *parent)
    : QTableView(parent)
    , m_evaluation(evaluation)
    , m_model(new items::EvaluationModel(session, evaluation, this))
{
    setHorizontalHeader(new ResultsHeader(*this));
    setModel(m_model);
    setItemDelegate(new ResultsDelegate(session, evaluation, *this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setSelectionBehavior(SelectRows);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    verticalHeader()->setVisible(false);
    verticalHeader()->setDefaultSectionSize(heightOfRow);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Results by configuration"));
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_model, signal, this, &ResultsTable::keepChosen);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        spread();
        keepChosen();
    });
    connect(&evaluation, &items::Evaluation::answered, this, [this] {
        keepChosen();
        horizontalHeader()->viewport()->update(); // the axis may span more
    });
    spread();
    keepChosen();
}

int ResultsTable::chosen() const { return m_chosen; }

void ResultsTable::choose(int columnKey)
{
    if (const int row = m_model->rowOf(columnKey); row >= 0)
        setCurrentIndex(m_model->index(row, 0));
}

/// The one that the user chose as long as it is there, else the first that is not the baseline.
void ResultsTable::keepChosen()
{
    if (m_isKeeping)
        return;
    m_isKeeping = true;
    int row = m_isPicked ? m_model->rowOf(m_chosen) : -1;
    m_isPicked = row >= 0;
    for (int i = 0; row < 0 && i < m_model->rowCount(); ++i)
        if (m_model->columnKey(i) != m_evaluation.baseline())
            row = i;
    row = row < 0 ? std::min(0, m_model->rowCount() - 1) : row;
    setCurrentIndex(row < 0 ? QModelIndex() : m_model->index(row, 0));
    m_isKeeping = false;
    const int key = m_model->columnKey(row);
    if (key != m_chosen) {
        m_chosen = key;
        Q_EMIT chosenChanged(key);
    }
}

void ResultsTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (m_isKeeping || !current.isValid())
        return;
    const int key = m_model->columnKey(current.row());
    m_isPicked = true;
    if (key == m_chosen)
        return;
    m_chosen = key;
    Q_EMIT chosenChanged(key);
}

void ResultsTable::keyPressEvent(QKeyEvent *event)
{
    if (!event->matches(QKeySequence::Copy))
        return QTableView::keyPressEvent(event);
    QStringList cells;
    for (int column = 0; column < m_model->columnCount(); ++column)
        if (m_model->section(column).what != What::Whisker)
            cells << m_model->index(currentIndex().row(), column).data().toString();
    QApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

QPair<double, double> ResultsTable::span() const
{
    double low = 1, high = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto ends = m_model->index(row, 0).data(items::WhiskerRole).value<QList<double>>();
        if (ends.size() != 3)
            continue;
        low = std::min(low, ends[0]);
        high = std::max(high, ends[2]);
    }
    if (low > high)
        return {0, 1};
    return {std::floor(low * 10) / 10, std::min(1.0, std::ceil(high * 10) / 10)};
}

void ResultsTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    spread();
}

/// Numbers are as wide as they need to be; names and words share the rest.
void ResultsTable::spread()
{
    int numbers = 0, whiskers = 0;
    for (int i = 0; i < m_model->columnCount(); ++i) {
        const What what = m_model->section(i).what;
        numbers += what == What::Number || what == What::Change;
        whiskers += what == What::Whisker;
    }
    const int room = viewport()->width() - numbers * numberWidth;
    const int whisker = whiskers > 0 ? std::clamp(room / 5, leastWhisker, mostWhisker) : 0;
    const int name = std::max(leastName, (room - whisker) * 2 / 5);
    for (int i = 0; i < m_model->columnCount(); ++i)
        switch (m_model->section(i).what) {
        case What::Name: setColumnWidth(i, name); break;
        case What::Whisker: setColumnWidth(i, whisker); break;
        case What::Against: setColumnWidth(i, std::max(leastName, room - whisker - name)); break;
        case What::Number:
        case What::Change: setColumnWidth(i, numberWidth); break;
        }
}

} // namespace deltascope::views
