#include "views/evaluate/lineslist.h"

#include "views/common/labels.h"
#include "views/common/numbers.h"
#include "views/evaluate/linesdelegate.h"
#include "views/evaluate/quietheader.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace deltascope::views {

using What = items::LineFilter::What;
using evaluate::Turn;

namespace {
constexpr int headHeight = 34, rowHeight = 27, turnWidth = 32, leastText = 160;
}

LinesList::LinesList(items::Session &session, items::Evaluation &evaluation, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_evaluation(evaluation)
    , m_lines(new items::LinesModel(session, evaluation, this))
    , m_table(new QTableView(this))
    , m_title(makeLabel({}, "section", this))
    , m_what(makeLabel({}, "small", this))
    , m_chips(new QButtonGroup(this))
{
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 0, 12, 0);
    head->setSpacing(6);
    head->addWidget(m_title);
    head->addWidget(m_what, 1);
    for (const What what :
         {What::Turned, What::Better, What::Worse, What::Otherwise, What::Failed, What::Every, What::Cell})
        addChip(head, what);
    auto *headBox = new QWidget(this);
    headBox->setFixedHeight(headHeight);
    headBox->setLayout(head);
    m_table->setHorizontalHeader(new QuietHeader(m_table));
    m_table->setModel(m_lines);
    m_table->setItemDelegate(new LinesDelegate(session, evaluation, *m_lines, m_table));
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::SelectedClicked | QAbstractItemView::EditKeyPressed
                             | QAbstractItemView::DoubleClicked | QAbstractItemView::AnyKeyPressed);
    m_table->setTabKeyNavigation(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->setVisible(false);
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->setWordWrap(false);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // columns share the room
    m_table->viewport()->setAutoFillBackground(false);
    m_table->setAccessibleName(tr("Lines that flip"));
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addWidget(headBox);
    all->addWidget(m_table, 1);
    connect(m_table, &QTableView::clicked, this, &LinesList::choose);
    connect(m_lines, &items::LinesModel::listed, this, &LinesList::showCounts);
    showCounts();
}

void LinesList::addChip(QHBoxLayout *row, What what)
{
    auto *chip = new QToolButton(this);
    chip->setProperty("role", "choice");
    chip->setCheckable(true);
    m_chips->addButton(chip, int(what));
    connect(chip, &QToolButton::clicked, this, [this, what] {
        m_lines->setFilter({what, m_lines->filter().expected, m_lines->filter().answered});
        Q_EMIT filterChanged();
    });
    row->addWidget(chip);
}

void LinesList::setColumn(int columnKey) { m_lines->setColumn(columnKey); }

void LinesList::setFilter(const items::LineFilter &filter) { m_lines->setFilter(filter); }

QString LinesList::chipText(What what) const
{
    const int better = m_lines->count(Turn::Better), worse = m_lines->count(Turn::Worse),
              otherwise = m_lines->count(Turn::Otherwise);
    switch (what) {
    case What::Turned: return tr("flipped %1").arg(grouped(better + worse + otherwise));
    case What::Better: return tr("▲ better %1").arg(grouped(better));
    case What::Worse: return tr("▼ worse %1").arg(grouped(worse));
    case What::Otherwise: return tr("wrong otherwise %1").arg(grouped(otherwise));
    case What::Failed: return tr("failed %1").arg(grouped(m_lines->failed()));
    case What::Every:
        return tr("every line %1")
            .arg(grouped(m_evaluation.data() ? std::int64_t(m_evaluation.data()->lines.size()) : 0));
    case What::Cell: break;
    }
    const std::vector<std::string> &labels = m_evaluation.labels(m_lines->column());
    const auto name = [&labels](int label) {
        return std::size_t(label) < labels.size() ? QString::fromStdString(labels[std::size_t(label)]) : QString();
    };
    const items::LineFilter &cell = m_lines->filter();
    return cell.expected < 0
               ? QString()
               : tr("%1 as %2: %3").arg(name(cell.expected), name(cell.answered), grouped(m_lines->rowCount()));
}

void LinesList::showCounts()
{
    const bool hasOtherwise = m_lines->count(Turn::Otherwise) > 0;
    for (QAbstractButton *button : m_chips->buttons()) {
        const auto what = What(m_chips->id(button));
        button->setText(chipText(what));
        button->setAccessibleName(button->text());
        button->setVisible(what == What::Cell        ? m_lines->filter().what == What::Cell
                           : what == What::Otherwise ? hasOtherwise || m_lines->filter().what == what
                           : what == What::Failed    ? m_lines->failed() > 0 || m_lines->filter().what == what
                                                     : true);
        button->setChecked(what == m_lines->filter().what);
    }
    const auto title = [this](int key) {
        const items::BenchColumn *column = m_session.state().column(key);
        return column ? items::titleOf(m_session.state(), *column) : QString();
    };
    const bool isFlip = m_evaluation.kind() == EvaluationKind::Classification;
    m_title->setText(isFlip ? tr("LINES THAT FLIP") : tr("LINES THAT CHANGE"));
    m_what->setText(m_lines->column() >= 0 ? tr("%1 → %2").arg(title(m_evaluation.baseline()), title(m_lines->column()))
                                           : QString());
    spread();
}

bool LinesList::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table->viewport() && event->type() == QEvent::Resize)
        spread();
    if (watched != m_table || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    if (key->matches(QKeySequence::Copy)) {
        QStringList texts;
        for (const QModelIndex &index : m_table->selectionModel()->selectedRows(items::LineTextColumn))
            texts << index.data().toString();
        QApplication::clipboard()->setText(texts.join(QLatin1Char('\n')));
        return true;
    }
    if (key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter)
        return QWidget::eventFilter(watched, event);
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        Q_EMIT lineChosen(m_lines->lineAt(index.row()));
    return true;
}

/// What is right is typed there; elsewhere a click brings the line into the comparison.
void LinesList::choose(const QModelIndex &index)
{
    if (!(m_lines->flags(index) & Qt::ItemIsEditable))
        Q_EMIT lineChosen(m_lines->lineAt(index.row()));
}

void LinesList::spread()
{
    const int room = m_table->viewport()->width() - turnWidth;
    const int text = std::max(leastText, room * 2 / 5), other = std::max(80, (room - text) / 3);
    m_table->setColumnWidth(items::TurnColumn, turnWidth);
    m_table->setColumnWidth(items::LineTextColumn, text);
    for (const int column : {items::ExpectedColumn, items::ThereColumn})
        m_table->setColumnWidth(column, other);
    m_table->setColumnWidth(items::HereColumn, std::max(80, room - text - 2 * other));
}

} // namespace deltascope::views
