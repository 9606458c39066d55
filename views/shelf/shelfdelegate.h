#pragma once

#include <QStyledItemDelegate>

namespace deltascope::views {

/// One entry of the shelf in three lines: name and kind; size, backbone and targets; whether it fits, or why not.
class ShelfDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace deltascope::views
