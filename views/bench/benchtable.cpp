#include "views/bench/benchtable.h"

#include "views/common/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QTimer>

#include <algorithm>
#include <utility>

namespace deltascope::views {

namespace {
constexpr int leastColumn = 188;
}

BenchTable::BenchTable(QWidget *parent)
    : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setCornerButtonEnabled(false);
    verticalHeader()->setVisible(false);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(20);
    setAccessibleName(tr("Comparison of columns"));
    viewport()->setAutoFillBackground(false);
    // Cells that begin above the viewport show their answers where they can be seen.
    connect(verticalScrollBar(), &QScrollBar::valueChanged, viewport(), qOverload<>(&QWidget::update));
    setProperty("surface", "window");
}

void BenchTable::setHint(const QString &hint)
{
    m_hint = hint;
    viewport()->setAccessibleDescription(hint);
    viewport()->update();
}

void BenchTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (m_hint.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(theme().muted);
    painter.drawText(viewport()->rect().adjusted(24, 0, -24, 0), Qt::AlignCenter | Qt::TextWordWrap, m_hint);
}

void BenchTable::setCompanion(int content, int area)
{
    m_content = content;
    m_area = area;
    updateGeometries();
}

void BenchTable::follow(int column)
{
    if (m_columnsCome++ > 0)
        return;
    QTimer::singleShot(0, this, [this, column] {
        updateGeometries();
        const QHeaderView *header = horizontalHeader();
        if (std::exchange(m_columnsCome, 0) > 1 || column >= header->count())
            return;
        const int left = header->sectionViewportPosition(column);
        const int beyond = left + header->sectionSize(column) - viewport()->width();
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + (left < 0 ? left : std::max(0, beyond)));
    });
}

void BenchTable::updateGeometries()
{
    spreadColumns();
    QTableView::updateGeometries();
    QScrollBar *bar = verticalScrollBar();
    bar->setMaximum(std::max(bar->maximum(), m_content - m_area));
}

/// All columns are equally wide and fill the room, as far as they stay readable.
void BenchTable::spreadColumns()
{
    QHeaderView *header = horizontalHeader();
    const int columns = header->count() - header->hiddenSectionCount();
    if (columns <= 0)
        return;
    const int width = std::max(viewport()->width() / columns, leastColumn);
    header->setDefaultSectionSize(width);
    for (int i = 0; i < header->count(); ++i)
        if (!header->isSectionHidden(i) && header->sectionSize(i) != width)
            header->resizeSection(i, width);
}

void BenchTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    Q_EMIT resized();
}

} // namespace deltascope::views
