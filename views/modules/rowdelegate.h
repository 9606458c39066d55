#pragma once

#include "items/treerows.h"

#include <QStyledItemDelegate>

namespace deltascope::views {

/// Paints a row of the module tree: its label in the theme's inks, its count, and the marks in the lanes.
class RowDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

    /// Lanes are this wide; their marks stand in the middle of it. The last lane has room behind it for a number.
    static constexpr int laneWidth = 30, lastLaneExtra = 12;

    /// What a lane shows at a row that is open or closed: nothing, or a mark and how many sites it stands for.
    struct Mark {
        bool isThere = false;
        int sites = 0, attached = 0, number = 1;
    };
    static Mark markOf(const items::LaneInfo &lane, bool isExpanded);

private:
    void paintLabel(QPainter &painter, const QRect &box, const QModelIndex &index) const;
    void paintLane(QPainter &painter, const QRect &box, const QModelIndex &index, bool isExpanded) const;
};

} // namespace deltascope::views
