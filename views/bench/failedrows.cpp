#include "views/bench/failedrows.h"

#include "items/wording.h"
#include "views/common/labels.h"
#include "views/common/numbers.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTableView>

#include <algorithm>

namespace deltascope::views {

FailedRows::FailedRows(QTableView &table, const items::BenchModel &model, const items::Bench &bench)
    : QObject(&table)
    , m_table(table)
    , m_model(model)
    , m_bench(bench)
{
    connect(&model, &QAbstractItemModel::modelReset, this, [this] { // takes the widgets along
        m_table.clearSpans();
        m_shown.clear();
    });
}

std::optional<FailedRows::Shown> FailedRows::failureOf(int row) const
{
    const items::Bench::Cell *first = nullptr;
    Shown shown{row, m_model.inputKey(row), -1, 0, {}, 0};
    for (int column = 0; column < m_model.columnCount(); ++column) {
        if (m_table.isColumnHidden(column))
            continue;
        const auto *cell = m_bench.cell(shown.inputKey, m_model.columnKey(column));
        if (!cell || !cell->failure || (first && cell->failure->error.what != first->failure->error.what))
            return std::nullopt;
        first = cell;
        shown.firstColumn = shown.firstColumn < 0 ? column : shown.firstColumn;
        shown.columns = column - shown.firstColumn + 1;
    }
    if (!first)
        return std::nullopt;
    shown.most = first->failure->most;
    shown.sentence = shown.most > 0 && !first->output.ids.empty()
                         ? tr("This input has %1 tokens; the model reads %2 at most, so this row has no answers.")
                               .arg(grouped(std::int64_t(first->output.ids.size())), grouped(shown.most))
                         : items::wording(first->failure->error.what);
    return shown;
}

void FailedRows::sync()
{
    QList<Shown> now;
    for (int row = 0; row < m_model.rowCount(); ++row)
        if (auto shown = failureOf(row))
            now.append(std::move(*shown));
    if (now == m_shown)
        return;
    for (int row = 0; row < m_model.rowCount(); ++row)
        for (int column = 0; column < m_model.columnCount(); ++column)
            if (const QModelIndex index = m_model.index(row, column); m_table.indexWidget(index))
                m_table.setIndexWidget(index, nullptr);
    m_table.clearSpans();
    m_shown = std::move(now);
    for (const Shown &shown : m_shown)
        place(shown);
}

void FailedRows::place(const Shown &shown)
{
    if (shown.columns > 1)
        m_table.setSpan(shown.row, shown.firstColumn, 1, shown.columns);
    auto *bar = new QWidget;
    bar->setProperty("surface", "window");
    bar->setAttribute(Qt::WA_StyledBackground);
    bar->setAccessibleName(shown.sentence);
    auto *sentence = makeLabel(shown.sentence, "bad", bar);
    sentence->setWordWrap(true);
    sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    row->addWidget(sentence, 1, Qt::AlignTop); // where answers stand
    if (shown.most > 0) {
        auto *cut = new QPushButton(tr("Cut at %1 tokens").arg(grouped(shown.most)), bar);
        connect(cut, &QPushButton::clicked, this, [this, shown] { Q_EMIT cutAsked(shown.inputKey, shown.most); });
        row->addWidget(cut, 0, Qt::AlignTop);
    }
    auto *copy = new QPushButton(tr("Copy"), bar);
    connect(copy, &QPushButton::clicked, bar, [text = shown.sentence] { QGuiApplication::clipboard()->setText(text); });
    row->addWidget(copy, 0, Qt::AlignTop);
    m_table.setIndexWidget(m_model.index(shown.row, shown.firstColumn), bar);
}

int FailedRows::heightOf(int row) const
{
    const auto found = std::find_if(m_shown.begin(), m_shown.end(), [row](const Shown &one) { return one.row == row; });
    if (found == m_shown.end())
        return 0;
    int width = 0;
    for (int column = found->firstColumn; column < found->firstColumn + found->columns; ++column)
        width += m_table.columnWidth(column);
    const QWidget *bar = m_table.indexWidget(m_model.index(row, found->firstColumn));
    return bar ? bar->layout()->heightForWidth(width) : 0;
}

} // namespace deltascope::views
