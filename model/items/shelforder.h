#pragma once

#include "items/shelfmodel.h"

#include <QSortFilterProxyModel>

namespace deltascope::items {

/// The shelf as it is shown: the entries that hold every word that was typed, in an order.
class ShelfOrder : public QSortFilterProxyModel {
    Q_OBJECT

public:
    enum class By { Name, Fit, Size, Kind, Backbone };

    explicit ShelfOrder(ShelfModel &shelf, QObject *parent = nullptr);
    void setWords(const QString &text);
    void orderBy(By by);
    /// Null for an index that is none.
    static const ShelfEntry *entryAt(const QModelIndex &index);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
    By m_by = By::Name;
};

} // namespace deltascope::items
