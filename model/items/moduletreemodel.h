#pragma once

#include "items/background.h"
#include "items/roles.h"
#include "items/session.h"
#include "items/treerows.h"
#include "items/treestep.h"

#include <QAbstractItemModel>

namespace deltascope::items {

/// The module tree with its lanes. Rows are made off the window's thread, once for a network: until they are there, the
/// tree is empty. A change of the deltas inserts and removes exactly the rows and lanes that come or go; a change of
/// the mix tells the rows whose marks changed and no others. Identity of a row is its NodeId.
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

    /// Whether rows for the latest change are still being made.
    bool isMaking() const { return m_isMaking; }
    tree::Repeats repeats() const { return m_repeats; }
    void setRepeats(tree::Repeats repeats);
    /// Shows the members of a folded repeat as rows of their own, or folds them again.
    void unfold(const QModelIndex &group);
    void foldAgain();
    bool hasUnfolded() const { return !m_unfolded.empty(); }

    /// Lights up the rows of these modules and no others.
    void light(std::vector<int> modules);
    /// The row that stands for a module.
    QModelIndex indexOf(int module) const;
    /// Lit rows, from the top to the bottom.
    int litCount() const { return int(m_litRows.size()); }
    QModelIndex litIndex(int place) const;
    /// How many lit rows stand above a row, and whether it is lit itself.
    struct LitPlace {
        int above = 0;
        bool isLit = false;
    };
    LitPlace litPlace(const QModelIndex &row) const;

    /// Shows in the marks how large the deltas' changes are, by Heat::norms(); empty: not.
    void setNorms(std::map<DeltaId, std::map<int, double>> norms);

    /// Switches a lane at a row, at the sites that its mark stands for. Attaches unless all are attached.
    void toggleLane(const QModelIndex &index, session::Branch branch);
    DeltaId deltaOfLane(int column) const;
    /// Of all deltas that are shown, in order of insertion.
    const TreeStep &shown() const { return m_shown; }

Q_SIGNALS:
    void made(); ///< the rows for the latest change are there

private:
    /// A lane's delta as it is shown; the session may be ahead while rows are made.
    struct Lane {
        DeltaId id = -1;
        QString name;
        int series = 0;
        DeltaSetting setting;
        std::shared_ptr<const tree::DeltaSites> sites;
        std::vector<tree::SiteCount> attached; ///< by row of `sites`
        std::vector<double> norms = {}; ///< by row of `sites`; empty: not shown
    };
    using Children = std::vector<tree::NodeId>;
    static std::vector<int> differingRows(const Lane &a, const Lane &b);

    void reset();
    void make();
    void take(const TreeWish &wish, const TreeStep &step);
    QList<Lane> lanesOf(const TreeWish &wish, const TreeStep &step) const;
    // moduletreechanges.cpp: how one step becomes the next
    void changeRows(const TreeStep &step);
    void changeChildren(const TreeStep &step);
    void changeLayout(const TreeStep &step);
    void changeChildrenOf(int row, const Children &wanted);
    void removeChildren(int row, const Children &wanted);
    void changeLanes(const QList<Lane> &wanted);
    void placeLanes(const QList<Lane> &wanted);
    void changeLane(int lane, const Lane &wanted);
    void changeMix();
    void tellRows(int column, const std::vector<int> &rows, const QList<int> &roles);
    void tellLabels(const std::vector<int> &rows);
    void tellRenamed(const Lane &lane);
    void findLitRows();
    std::vector<double> normsOf(DeltaId delta, const tree::DeltaSites &sites) const;

    const tree::Outline &outlineOf(tree::NodeId node) const;
    int countBelow(tree::NodeId row) const;
    QModelIndex indexOfNode(tree::NodeId row, int column = 0) const;
    LaneInfo laneAt(tree::NodeId row, int column) const;
    QVariant nameData(const QModelIndex &index, int role) const;
    QVariant laneData(const QModelIndex &index, int role) const;

    Session &m_session;
    Background m_background;
    TreeStep m_shown;
    std::shared_ptr<const tree::Outline> m_leaving; ///< while rows change: the outline of those that go
    std::unordered_map<int, Children> m_changing; ///< while rows change: children of rows that are not changed yet
    QList<Lane> m_lanes;
    tree::Repeats m_repeats = tree::Repeats::Folded;
    std::unordered_set<int> m_unfolded;
    std::map<DeltaId, std::map<int, double>> m_norms;
    double m_largestNorm = 0;
    std::vector<int> m_lit, m_litRows; ///< modules, and their rows in rising order
    bool m_isMaking = false, m_isBehind = false; ///< rows are being made, and not of the latest change
};

} // namespace deltascope::items
