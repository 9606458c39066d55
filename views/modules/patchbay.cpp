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

namespace deltascope::views {

using items::FirstLaneColumn;

namespace {
constexpr int parametersWidth = 104;
}

PatchBay::PatchBay(items::ModuleTreeModel &model, QWidget *parent)
    : QTreeView(parent)
    , m_model(model)
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
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &parent, int first, int last) {
        // A site's first delta rows come folded: they are there for who asks.
        if (first == 0 && last + 1 == m_model.rowCount(parent)
            && m_model.index(first, 0, parent).data(items::DeltaRole).toInt() >= 0)
            setExpanded(parent, false);
    });
}

void PatchBay::spreadColumns()
{
    header()->setStretchLastSection(false);
    for (int i = 0; i < m_model.columnCount(); ++i) {
        header()->setSectionResizeMode(i, i == items::NameColumn ? QHeaderView::Stretch : QHeaderView::Fixed);
        if (i != items::NameColumn)
            header()->resizeSection(i, i == items::ParametersColumn
                                           ? parametersWidth
                                           : RowDelegate::laneWidth
                                                 + (i + 1 == m_model.columnCount() ? RowDelegate::lastLaneExtra : 0));
    }
}

void PatchBay::openModules(const QModelIndex &index, int depth)
{
    const auto isModule = [](const QModelIndex &row) { return row.data(items::DeltaRole).toInt() < 0; };
    if (depth == 0 || !m_model.hasChildren(index) || !isModule(m_model.index(0, 0, index)))
        return;
    setExpanded(index, true);
    for (int i = 0; i < m_model.rowCount(index); ++i)
        openModules(m_model.index(i, 0, index), depth - 1);
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
        background = Theme::mixed(t.warning, background, 0.14);
        painter->fillRect(option.rect, background);
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), 2, option.rect.height()), t.warning);
    } else {
        painter->fillRect(option.rect, background);
    }
    QStyleOptionViewItem plain = option;
    plain.palette.setColor(QPalette::Highlight, Qt::transparent);
    plain.state &= ~QStyle::State_Selected;
    QTreeView::drawRow(painter, plain, index);
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

bool PatchBay::isMark(const QModelIndex &index) const
{
    return index.column() >= FirstLaneColumn
           && RowDelegate::markOf(index.data(items::LaneRole).value<items::LaneInfo>(),
                                  isExpanded(index.siblingAtColumn(0)))
                  .isThere;
}

void PatchBay::mousePressEvent(QMouseEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && isMark(index)) {
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        m_model.toggleLane(index);
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
        m_model.toggleLane(index);
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
            m_model.toggleLane(current);
        return;
    }
    if (event->key() == Qt::Key_Space && current.isValid()) {
        setExpanded(current, !isExpanded(current));
        return;
    }
    QTreeView::keyPressEvent(event);
}

void PatchBay::contextMenuEvent(QContextMenuEvent *event)
{
    const QPersistentModelIndex index = indexAt(event->pos()).siblingAtColumn(0);
    if (!index.isValid())
        return;
    QMenu *menu = makePopup(this);
    for (int column = FirstLaneColumn; column < m_model.columnCount(); ++column) {
        const QModelIndex lane = QModelIndex(index).siblingAtColumn(column);
        const auto mark = RowDelegate::markOf(lane.data(items::LaneRole).value<items::LaneInfo>(), false);
        if (!mark.isThere)
            continue;
        const QString name = m_model.headerData(column, Qt::Horizontal).toString();
        menu->addAction(mark.attached == mark.sites ? tr("Detach %1 here").arg(name) : tr("Attach %1 here").arg(name),
                        this, [this, lane = QPersistentModelIndex(lane)] { m_model.toggleLane(lane); });
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
    popUp(menu, event->globalPos());
}

} // namespace deltascope::views
