#pragma once

#include "items/moduletreemodel.h"

#include <QTreeView>

namespace deltascope::views {

/// The tree as a patch bay: rows are modules, lanes are deltas, and the mark is the switch.
class PatchBay : public QTreeView {
    Q_OBJECT

public:
    PatchBay(items::ModuleTreeModel &model, QWidget *parent = nullptr);
    /// Opens a row and those below it, so many levels deep; rows of deltas stay folded.
    void openModules(const QModelIndex &index, int depth);
    /// Opens what stands around a row.
    void unfoldTo(const QModelIndex &index);
    void spreadColumns();

Q_SIGNALS:
    void hovered(const QModelIndex &index);
    /// A row, not a mark, was clicked.
    void rowClicked(const QModelIndex &index);

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    bool isMark(const QModelIndex &index) const;
    void setHovered(const QModelIndex &index);
    bool walkLanes(int key);

    items::ModuleTreeModel &m_model;
    QPersistentModelIndex m_hovered;
};

} // namespace deltascope::views
