#pragma once

#include "io/modelwalk.h"
#include "items/background.h"
#include "items/questions.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <memory>
#include <vector>

namespace deltascope::app {

/// The models on this machine: those of the hub's cache and those in folders of the user's, each with the deltas of a
/// shelf that name it as their backbone.
class LocalModels : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ClassColumn, SizeColumn, DeltasColumn, OpenColumn, ColumnCount };
    /// int: how many deltas of the shelf are made for the row's model; -1: there is no shelf.
    static constexpr int FitsRole = Qt::UserRole + 1;

    explicit LocalModels(items::Questions &questions, QObject *parent = nullptr);

    /// Looks through the cache, those folders and that shelf (empty: none), off the window's thread and in turns. What
    /// was found before stays until it is known to be gone.
    void look(const QStringList &folders, const QString &shelf);
    bool isLooking() const { return m_walk != nullptr; }
    /// What opens the row's model.
    QString modelAt(int row) const { return QString::fromStdString(m_rows.at(std::size_t(row)).name); }
    std::int64_t bytes() const; ///< of all

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void progressed(); ///< rows came, or isLooking() changed

private:
    /// A delta of the shelf and what it was trained on.
    struct Trained {
        QString name, backbone;
    };

    void step();
    void take(const io::ModelWalk *walk, const std::vector<io::LocalModel> &found);
    void askShelf(const QString &shelf);
    QStringList deltasFor(const io::LocalModel &model) const;
    QString textOf(const io::LocalModel &model, int column) const;

    items::Questions &m_questions;
    items::Background m_background;
    std::shared_ptr<io::ModelWalk> m_walk; ///< under way; null: none
    std::vector<io::LocalModel> m_found; ///< by the walk under way
    std::vector<io::LocalModel> m_rows;
    bool m_hasShelf = false;
    std::vector<Trained> m_shelf;
    items::Question m_question;
};

} // namespace deltascope::app
