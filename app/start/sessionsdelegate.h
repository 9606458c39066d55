#pragma once

#include <QStyledItemDelegate>

namespace deltascope::app {

/// A kept session: a small picture of its rack, what it is called, its model, what it counts, and when.
class SessionsDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace deltascope::app
