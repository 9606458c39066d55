#pragma once

#include "items/moduletreemodel.h"
#include "views/modules/lanewindow.h"

#include <QTreeView>

class QScrollBar;

namespace deltascope::views {

/// The tree as a patch bay: rows are modules, lanes are deltas, and the mark is the switch.
class PatchBay : public QTreeView {
    Q_OBJECT

public:
    PatchBay(items::ModuleTreeModel &model, QWidget *parent = nullptr);
    /// Opens the root and rows below it, so many levels deep, until `most` rows show; rows of deltas stay folded.
    void openModules(int depth, int most);
    /// Opens what stands around a row.
    void unfoldTo(const QModelIndex &index);
    /// Gives every column its width: the names what is left, but never less than they need; lanes that find no room are
    /// hidden until they are scrolled to.
    void spreadColumns();
    /// Scrolls the lanes; stands below them while not all are in sight.
    QScrollBar *laneBar() const { return m_laneBar; }
    void scrollLanes(int steps);
    void showLane(int lane);
    /// What stands at the top, to be scrolled back to whatever was unfolded meanwhile.
    struct Place {
        QPersistentModelIndex top;
        int above = 0; ///< pixels of it that are scrolled out of sight
    };
    Place place() const;
    void goBack(const Place &place);
    /// Whether rows that are not lit step back.
    enum class Dimming { None, Others };
    void setDimming(Dimming dimming);

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

    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dataChanged(const QModelIndex &, const QModelIndex &, const QList<int> &) override;

private:
    QString textBelow(const QModelIndex &top) const;
    bool isMark(const QModelIndex &index) const;
    session::Branch stateOf(const QModelIndex &index) const;
    void setHovered(const QModelIndex &index);
    bool walkLanes(int key);
    void placeLanes();

    items::ModuleTreeModel &m_model;
    QPersistentModelIndex m_hovered;
    LaneWindow m_lanes;
    QScrollBar *m_laneBar;
    int m_wheel = 0; ///< eighths of a degree that are less than a lane
    Dimming m_dimming = Dimming::None;
};

} // namespace deltascope::views
