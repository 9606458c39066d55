#pragma once

#include "items/roles.h"
#include "items/session.h"
#include "items/treerows.h"

#include <QAbstractItemModel>
#include <QSet>

namespace deltascope::items {

/// The module tree with its lanes. Reset only when another network is opened; a change of the deltas inserts and
/// removes exactly the rows that came or went.
class ModuleTreeModel : public QAbstractItemModel {
    Q_OBJECT

public:
    explicit ModuleTreeModel(Session &session, QObject *parent = nullptr);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    tree::Repeats repeats() const { return m_repeats; }
    void setRepeats(tree::Repeats repeats);
    /// Shows the members of a folded repeat as rows of their own, or folds them again.
    void unfold(const QModelIndex &group);
    void foldAgain();
    bool hasUnfolded() const { return !m_unfolded.empty(); }

    /// Lights up the rows of these modules.
    void light(const QSet<int> &modules);
    /// The row that stands for a module.
    QModelIndex indexOf(int module) const;
    QModelIndexList litIndexes() const;
    /// Modules whose path or type holds the text, regardless of case.
    QSet<int> find(const QString &text) const;

    /// Switches a lane at a row: its own sites, or where it has none those below. Attaches unless all are attached.
    void toggleLane(const QModelIndex &index);
    DeltaId deltaOfLane(int column) const;

private:
    void reset();
    void rebuild();
    void merge(int old, const std::vector<TreeRow> &rows, int now);
    int adopt(const std::vector<TreeRow> &rows, int now, int parent);
    void syncLanes();
    QModelIndex indexOfRow(int id, int column = 0) const;
    const TreeRow &rowAt(const QModelIndex &index) const { return m_rows[std::size_t(index.internalId())]; }
    LaneInfo laneAt(const TreeRow &row, int lane) const;

    Session &m_session;
    std::vector<TreeRow> m_rows; ///< ids are never used twice until a reset
    Mix m_live;
    int m_lanes = 0;
    tree::Repeats m_repeats = tree::Repeats::Folded;
    std::unordered_set<int> m_unfolded;
    QSet<int> m_lit;
};

} // namespace deltascope::items
