#pragma once

#include <QStyledItemDelegate>

namespace deltascope::app {

/// A cell of the models on this machine: names and classes as the tree writes them, a mark for every delta that fits.
class ModelsDelegate : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace deltascope::app
