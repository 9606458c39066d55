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

    /// Where the mark stands in a lane, or in its head.
    static QPointF markCenter(const QRect &lane);

private:
    void paintLabel(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintLane(QPainter &painter, const QRect &box, const QModelIndex &index, session::Branch branch) const;
};

} // namespace deltascope::views
