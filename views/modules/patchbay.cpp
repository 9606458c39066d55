#include "views/modules/patchbay.h"

#include "views/common/popup.h"
#include "views/common/theme.h"
#include "views/modules/rowdelegate.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>
#include <utility>

namespace deltascope::views {

using items::FirstLaneColumn;

namespace {
constexpr int parametersWidth = 104;
constexpr int leastLaneBar = 60, eighthsPerLane = 40;
constexpr double dimmedOpacity = 0.4;
constexpr int mostCopied = 20000; ///< rows of a text that goes to the clipboard
} // namespace

PatchBay::PatchBay(items::ModuleTreeModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
    , m_laneBar(new QScrollBar(Qt::Horizontal, this))
{
    setItemDelegate(new RowDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setIndentation(15);
    setMouseTracking(true);
    setExpandsOnDoubleClick(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setAllColumnsShowFocus(false);
    setAccessibleName(tr("Modules"));
    m_laneBar->setAccessibleName(tr("Lanes of deltas"));
    m_laneBar->hide();
    connect(m_laneBar, &QScrollBar::valueChanged, this, [this](int first) { scrollLanes(first - m_lanes.first()); });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &site, int first, int last) {
        // A site's first delta rows come folded: they are there for who asks.
        if (first == 0 && last + 1 == m_model.rowCount(site)
            && m_model.index(first, 0, site).data(items::DeltaRole).toInt() >= 0)
            setExpanded(site, false);
    });
}

void PatchBay::spreadColumns()
{
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::Fixed);
    header()->setSectionResizeMode(items::NameColumn, QHeaderView::Stretch);
    header()->resizeSection(items::ParametersColumn, parametersWidth);
    m_lanes.layOut(viewport()->width() - parametersWidth, m_model.columnCount() - FirstLaneColumn);
    placeLanes();
}

void PatchBay::placeLanes()
{
    int width = 0;
    for (int lane = 0; lane < m_lanes.lanes(); ++lane) {
        const int column = FirstLaneColumn + lane;
        if (header()->isSectionHidden(column) == m_lanes.isInSight(lane))
            header()->setSectionHidden(column, !m_lanes.isInSight(lane));
        if (m_lanes.isInSight(lane)) {
            header()->resizeSection(column, m_lanes.widthOf(lane));
            width += m_lanes.widthOf(lane);
        }
    }
    const QSignalBlocker blocker(m_laneBar);
    m_laneBar->setRange(0, m_lanes.furthest());
    m_laneBar->setPageStep(std::max(1, m_lanes.count()));
    m_laneBar->setValue(m_lanes.first());
    m_laneBar->setFixedWidth(std::max(width, leastLaneBar));
    m_laneBar->setVisible(m_lanes.isScrolling());
    m_laneBar->setToolTip(tr("Deltas %1 to %2 of %3")
                              .arg(m_lanes.first() + 1)
                              .arg(m_lanes.first() + m_lanes.count())
                              .arg(m_lanes.lanes()));
    viewport()->update();
}

void PatchBay::scrollLanes(int steps)
{
    m_lanes.scrollTo(m_lanes.first() + steps);
    placeLanes();
}

PatchBay::Place PatchBay::place() const
{
    const QModelIndex top = indexAt({0, 0});
    return {top, top.isValid() ? -visualRect(top).top() : 0};
}

void PatchBay::goBack(const Place &place)
{
    if (!place.top.isValid())
        return;
    scrollTo(place.top, PositionAtTop);
    verticalScrollBar()->setValue(verticalScrollBar()->value() + visualRect(place.top).top() + place.above);
}

void PatchBay::showLane(int lane)
{
    m_lanes.show(lane);
    placeLanes();
}

void PatchBay::setDimming(Dimming dimming)
{
    m_dimming = dimming;
    viewport()->update();
}

void PatchBay::openModules(int depth, int most)
{
    QModelIndexList level{m_model.index(0, 0)};
    int shown = 1;
    for (int at = 0; at < depth; ++at) {
        QModelIndexList below;
        for (const QModelIndex &index : std::as_const(level)) {
            const int rows = m_model.rowCount(index);
            const bool isSite = rows > 0 && m_model.index(0, 0, index).data(items::DeltaRole).toInt() >= 0;
            if (rows == 0 || isSite || shown + rows > most)
                continue;
            shown += rows;
            setExpanded(index, true);
            for (int row = 0; row < rows; ++row)
                below << m_model.index(row, 0, index);
        }
        level = below;
    }
}

void PatchBay::unfoldTo(const QModelIndex &index)
{
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        setExpanded(above.siblingAtColumn(0), true);
}

void PatchBay::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &t = theme();
    QColor background = t.panel;
    if (selectionModel()->isSelected(index.siblingAtColumn(0)))
        background = t.selection;
    else if (m_hovered.isValid() && m_hovered.internalId() == index.internalId())
        background = t.hover;
    if (index.data(items::LitRole).toBool()) {
        if (background != t.selection) // which keeps its own
            background = Theme::mixed(t.warning, background, 0.14);
        painter->fillRect(option.rect, background);
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), t.warning);
    } else {
        painter->fillRect(option.rect, background);
    }
    painter->save();
    if (m_dimming == Dimming::Others && !index.data(items::LitRole).toBool())
        painter->setOpacity(dimmedOpacity);
    QStyleOptionViewItem plain = option;
    plain.palette.setColor(QPalette::Highlight, Qt::transparent);
    plain.backgroundBrush = background; // for what is written on it
    plain.state &= ~QStyle::State_Selected;
    QTreeView::drawRow(painter, plain, index);
    painter->restore();
}

void PatchBay::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!m_model.hasChildren(index))
        return;
    const QPointF center(rect.right() - indentation() / 2.0 + 1, rect.center().y() + 0.5);
    QPainterPath path;
    if (isExpanded(index)) {
        path.moveTo(center + QPointF(-3.5, -1.5));
        path.lineTo(center + QPointF(3.5, -1.5));
        path.lineTo(center + QPointF(0, 2.5));
    } else {
        path.moveTo(center + QPointF(-1.5, -3.5));
        path.lineTo(center + QPointF(2.5, 0));
        path.lineTo(center + QPointF(-1.5, 3.5));
    }
    path.closeSubpath();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillPath(path, theme().muted);
    painter->restore();
}

session::Branch PatchBay::stateOf(const QModelIndex &index) const
{
    return isExpanded(index.siblingAtColumn(0)) ? session::Branch::Open : session::Branch::Closed;
}

bool PatchBay::isMark(const QModelIndex &index) const
{
    return index.column() >= FirstLaneColumn
           && items::markOf(index.data(items::LaneRole).value<items::LaneInfo>(), stateOf(index)).isThere;
}

void PatchBay::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && isMark(index)) {
        // What the inspector shows is the row that is selected.
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        m_model.toggleLane(index, stateOf(index));
        return;
    }
    const int indent = visualRect(index.siblingAtColumn(0)).left();
    QTreeView::mousePressEvent(event);
    if (event->button() == Qt::LeftButton && index.isValid() && event->position().x() >= indent)
        Q_EMIT rowClicked(index);
}

void PatchBay::mouseDoubleClickEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (isMark(index))
        m_model.toggleLane(index, stateOf(index));
    else
        QTreeView::mouseDoubleClickEvent(event);
}

void PatchBay::mouseMoveEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    setHovered(index);
    viewport()->setCursor(isMark(index) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QTreeView::mouseMoveEvent(event);
}

void PatchBay::leaveEvent(QEvent *event)
{
    setHovered({});
    QTreeView::leaveEvent(event);
}

void PatchBay::setHovered(const QModelIndex &index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (row == m_hovered)
        return;
    m_hovered = row;
    viewport()->update();
    Q_EMIT hovered(row);
}

/// Right leaves the label for the lanes and Left comes back; the lanes themselves are walked with both.
bool PatchBay::walkLanes(int key)
{
    const QModelIndex current = currentIndex();
    const int column = current.column(), last = m_model.columnCount() - 1;
    int next = column;
    if (key == Qt::Key_Right && column >= FirstLaneColumn)
        next = std::min(column + 1, last);
    else if (key == Qt::Key_Left && column >= FirstLaneColumn)
        next = column == FirstLaneColumn ? int(items::NameColumn) : column - 1;
    else if (key == Qt::Key_Right && last >= FirstLaneColumn && (isExpanded(current) || !m_model.hasChildren(current)))
        next = FirstLaneColumn;
    if (next == column)
        return column >= FirstLaneColumn;
    if (next >= FirstLaneColumn)
        showLane(next - FirstLaneColumn);
    selectionModel()->setCurrentIndex(current.siblingAtColumn(next), QItemSelectionModel::NoUpdate);
    return true;
}

void PatchBay::keyPressEvent(QKeyEvent *event)
{
    const QModelIndex current = currentIndex();
    if ((event->key() == Qt::Key_Left || event->key() == Qt::Key_Right) && current.isValid() && walkLanes(event->key()))
        return;
    if (event->key() == Qt::Key_Space && current.column() >= FirstLaneColumn) {
        if (isMark(current))
            m_model.toggleLane(current, stateOf(current));
        return;
    }
    if (event->key() == Qt::Key_Space && current.isValid()) {
        setExpanded(current, !isExpanded(current));
        return;
    }
    QTreeView::keyPressEvent(event);
}

/// The wheel across, or with Shift, scrolls the lanes; a notch is three of them.
void PatchBay::wheelEvent(QWheelEvent *event)
{
    const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
    const int across = event->angleDelta().x() ? event->angleDelta().x() : isShifted ? event->angleDelta().y() : 0;
    if (across == 0) {
        QTreeView::wheelEvent(event);
        return;
    }
    m_wheel += across;
    scrollLanes(-m_wheel / eighthsPerLane);
    m_wheel %= eighthsPerLane;
    event->accept();
}

void PatchBay::resizeEvent(QResizeEvent *event)
{
    QTreeView::resizeEvent(event);
    spreadColumns();
}

/// Many rows change at once: they are painted once, and none is looked for.
void PatchBay::dataChanged(const QModelIndex &, const QModelIndex &, const QList<int> &) { viewport()->update(); }

void PatchBay::contextMenuEvent(QContextMenuEvent *event)
{
    const QPersistentModelIndex index = indexAt(event->pos()).siblingAtColumn(0);
    if (!index.isValid())
        return;
    QMenu *menu = makePopup(this);
    for (int column = FirstLaneColumn; column < m_model.columnCount(); ++column) {
        const QModelIndex lane = QModelIndex(index).siblingAtColumn(column);
        const auto mark = items::markOf(lane.data(items::LaneRole).value<items::LaneInfo>(), session::Branch::Closed);
        if (!mark.isThere)
            continue;
        const QString name = m_model.headerData(column, Qt::Horizontal).toString();
        menu->addAction(
            mark.attached == mark.sites ? tr("Detach %1 here").arg(name) : tr("Attach %1 here").arg(name), this,
            [this, lane = QPersistentModelIndex(lane)] { m_model.toggleLane(lane, session::Branch::Closed); });
    }
    menu->addSeparator();
    QAction *unfold
        = menu->addAction(tr("Show every member of this repeat"), this, [this, index] { m_model.unfold(index); });
    unfold->setEnabled(index.data(items::GroupRole).toBool());
    QAction *again = menu->addAction(tr("Fold repeats again"), this, [this] { m_model.foldAgain(); });
    again->setEnabled(m_model.hasUnfolded());
    menu->addAction(tr("Open all below"), this, [this, index] { expandRecursively(index); });
    menu->addSeparator();
    menu->addAction(tr("Copy name"), this,
                    [name = index.data(items::PathRole).toString()] { QApplication::clipboard()->setText(name); });
    menu->addAction(tr("Copy this and what is below as text"), this,
                    [this, index] { QApplication::clipboard()->setText(textBelow(index)); });
    popUp(menu, event->globalPos());
}

/// A line a row, indented by two blanks a level, with its parameters; folded repeats in one line, as they are shown.
QString PatchBay::textBelow(const QModelIndex &top) const
{
    QString text;
    std::vector<std::pair<QModelIndex, int>> waiting{{top, 0}};
    for (int lines = 0; !waiting.empty() && lines < mostCopied; ++lines) {
        const auto [row, depth] = waiting.back();
        waiting.pop_back();
        const QString count = row.siblingAtColumn(items::ParametersColumn).data().toString();
        text += QString(2 * depth, QLatin1Char(' ')) + row.data().toString()
                + (count.isEmpty() ? QString() : QStringLiteral("  ") + count) + QLatin1Char('\n');
        for (int i = m_model.rowCount(row); i-- > 0;)
            waiting.emplace_back(m_model.index(i, 0, row), depth + 1);
    }
    return waiting.empty() ? text : text + tr("and more\n");
}

} // namespace deltascope::views
