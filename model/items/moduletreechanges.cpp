#include "items/moduletreemodel.h"

#include <algorithm>
#include <utility>

namespace deltascope::items {

using tree::NodeId;

namespace {

/// So many rows whose children change are told one by one; more are one change of the layout.
constexpr std::size_t exactUpTo = 256;

const QList<int> markRoles{LaneRole, Qt::AccessibleTextRole, Qt::ToolTipRole};

} // namespace

void ModuleTreeModel::changeRows(const TreeStep &step)
{
    if (step.change.children.size() > exactUpTo)
        changeLayout(step);
    else
        changeChildren(step);
    tellLabels(step.change.labels);
}

/// Rows that go and rows that come are there at the same time for a while: each outline tells of its own, and rows that
/// both have still show the old children until it is their turn.
void ModuleTreeModel::changeChildren(const TreeStep &step)
{
    m_leaving = m_shown.outline;
    for (const int row : step.change.children)
        m_changing.emplace(row, m_leaving->children(NodeId::ofModule(row)));
    m_shown = step;
    for (const int row : step.change.children) {
        changeChildrenOf(row, m_shown.outline->children(NodeId::ofModule(row)));
        m_changing.erase(row);
    }
    m_leaving.reset();
}

void ModuleTreeModel::removeChildren(int row, const Children &wanted)
{
    Children &have = m_changing.at(row);
    const std::unordered_set<NodeId> stays(wanted.begin(), wanted.end());
    for (std::size_t end = have.size(); end > 0;) {
        std::size_t begin = end;
        while (begin > 0 && !stays.contains(have[begin - 1]))
            --begin;
        if (begin == end) {
            --end;
            continue;
        }
        beginRemoveRows(indexOfNode(NodeId::ofModule(row)), int(begin), int(end) - 1);
        have.erase(have.begin() + std::ptrdiff_t(begin), have.begin() + std::ptrdiff_t(end));
        endRemoveRows();
        end = begin;
    }
}

void ModuleTreeModel::changeChildrenOf(int row, const Children &wanted)
{
    removeChildren(row, wanted);
    Children &have = m_changing.at(row);
    const std::unordered_set<NodeId> stayed(have.begin(), have.end());
    const QModelIndex parent = indexOfNode(NodeId::ofModule(row));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (i < have.size() && have[i] == wanted[i])
            continue;
        if (stayed.contains(wanted[i])) {
            const auto at = std::find(have.begin(), have.end(), wanted[i]);
            const int from = int(at - have.begin());
            beginMoveRows(parent, from, from, parent, int(i));
            std::rotate(have.begin() + std::ptrdiff_t(i), at, at + 1);
            endMoveRows();
            continue;
        }
        std::size_t end = i + 1;
        while (end < wanted.size() && !stayed.contains(wanted[end]))
            ++end;
        beginInsertRows(parent, int(i), int(end) - 1);
        have.insert(have.begin() + std::ptrdiff_t(i), wanted.begin() + std::ptrdiff_t(i),
                    wanted.begin() + std::ptrdiff_t(end));
        endInsertRows();
        i = end - 1;
    }
}

/// What is selected or open in a row that goes is so in the row that stands for it now.
void ModuleTreeModel::changeLayout(const TreeStep &step)
{
    Q_EMIT layoutAboutToBeChanged();
    m_shown = step;
    const QModelIndexList before = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &index : before) {
        NodeId node = NodeId::fromValue(index.internalId());
        if (node.isModule())
            node = NodeId::ofModule(m_shown.outline->rowOf(node.module()));
        after << (m_shown.outline->contains(node) ? indexOfNode(node, index.column()) : QModelIndex());
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

void ModuleTreeModel::changeLanes(const QList<Lane> &wanted)
{
    placeLanes(wanted);
    for (int i = 0; i < wanted.size(); ++i)
        changeLane(i, wanted[i]);
}

/// Lanes go, come and move as columns; those that stay are changed afterwards.
void ModuleTreeModel::placeLanes(const QList<Lane> &wanted)
{
    const auto find = [](const QList<Lane> &lanes, DeltaId id) {
        const auto found = std::find_if(lanes.begin(), lanes.end(), [id](const Lane &lane) { return lane.id == id; });
        return found == lanes.end() ? -1 : int(found - lanes.begin());
    };
    for (int i = int(m_lanes.size()); i-- > 0;) {
        if (find(wanted, m_lanes[i].id) >= 0)
            continue;
        beginRemoveColumns({}, FirstLaneColumn + i, FirstLaneColumn + i);
        m_lanes.removeAt(i);
        endRemoveColumns();
    }
    for (int i = 0; i < wanted.size(); ++i) {
        const int from = find(m_lanes, wanted[i].id);
        if (from < 0) {
            beginInsertColumns({}, FirstLaneColumn + i, FirstLaneColumn + i);
            m_lanes.insert(i, wanted[i]);
            endInsertColumns();
        } else if (from != i) {
            beginMoveColumns({}, FirstLaneColumn + from, FirstLaneColumn + from, {}, FirstLaneColumn + i);
            m_lanes.move(from, i);
            endMoveColumns();
        }
    }
}

std::vector<int> ModuleTreeModel::differingRows(const Lane &a, const Lane &b)
{
    const auto countsAt = [](const Lane &lane, int row) {
        const int at = lane.sites->find(row);
        return at < 0 ? std::pair<tree::SiteCount, tree::SiteCount>()
                      : std::pair(lane.sites->sites(at), lane.attached[std::size_t(at)]);
    };
    std::vector<int> rows, differing;
    std::set_union(a.sites->rows().begin(), a.sites->rows().end(), b.sites->rows().begin(), b.sites->rows().end(),
                   std::back_inserter(rows));
    std::copy_if(rows.begin(), rows.end(), std::back_inserter(differing),
                 [&](int row) { return a.series != b.series || countsAt(a, row) != countsAt(b, row); });
    return differing;
}

void ModuleTreeModel::changeLane(int lane, const Lane &wanted)
{
    const Lane before = std::exchange(m_lanes[lane], wanted);
    const int column = FirstLaneColumn + lane;
    const std::vector<int> rows = differingRows(before, wanted);
    tellRows(column, rows, markRoles);
    const bool isRenamed = before.name != wanted.name || before.series != wanted.series;
    if (isRenamed)
        tellRenamed(wanted);
    if (isRenamed || (!rows.empty() && rows.front() == 0))
        Q_EMIT headerDataChanged(Qt::Horizontal, column, column);
}

void ModuleTreeModel::changeMix()
{
    const Mix live = m_session.state().liveMix();
    for (int i = 0; i < m_lanes.size(); ++i) {
        const DeltaSetting *setting = live.find(m_lanes[i].id);
        if (!setting || *setting == m_lanes[i].setting)
            continue;
        Lane wanted = m_lanes[i];
        wanted.setting = *setting;
        wanted.attached = wanted.sites->attached(*setting);
        changeLane(i, wanted);
    }
}

/// `rows` in rising order; neighbours below one parent are told together.
void ModuleTreeModel::tellRows(int column, const std::vector<int> &rows, const QList<int> &roles)
{
    const int first = column < 0 ? 0 : column, last = column < 0 ? columnCount() - 1 : column;
    QModelIndex begin, end;
    const auto tell = [&] {
        if (begin.isValid())
            Q_EMIT dataChanged(begin, end.siblingAtColumn(last), roles);
    };
    for (const int row : rows) {
        const NodeId node = NodeId::ofModule(row);
        if (!m_shown.outline->contains(node))
            continue;
        const QModelIndex at = indexOfNode(node, first);
        const bool goesOn = begin.isValid() && at.row() == end.row() + 1
                            && m_shown.skeleton->parent(row)
                                   == m_shown.skeleton->parent(NodeId::fromValue(end.internalId()).module());
        if (!goesOn) {
            tell();
            begin = at;
        }
        end = at;
    }
    tell();
}

void ModuleTreeModel::tellLabels(const std::vector<int> &rows)
{
    tellRows(-1, rows,
             {Qt::DisplayRole, Qt::ToolTipRole, Qt::AccessibleTextRole, PiecesRole, PathRole, ModulesRole, GroupRole,
              LaneRole});
}

/// The rows that a delta adds bear its name and colour.
void ModuleTreeModel::tellRenamed(const Lane &lane)
{
    for (const int row : lane.sites->rows()) {
        if (lane.sites->sites(lane.sites->find(row)).own == 0)
            continue;
        for (const NodeId child : m_shown.outline->children(NodeId::ofModule(row)))
            if (child.delta() == lane.id)
                Q_EMIT dataChanged(indexOfNode(child), indexOfNode(child, columnCount() - 1),
                                   {Qt::DisplayRole, Qt::ToolTipRole, PiecesRole, SeriesRole});
    }
}

void ModuleTreeModel::findLitRows()
{
    std::vector<int> rows, changed;
    for (const int module : m_lit)
        if (m_shown.outline && module >= 0 && module < m_shown.skeleton->size())
            rows.push_back(m_shown.outline->rowOf(module));
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    std::set_symmetric_difference(rows.begin(), rows.end(), m_litRows.begin(), m_litRows.end(),
                                  std::back_inserter(changed));
    m_litRows = std::move(rows);
    if (m_shown.outline)
        tellRows(-1, changed, {LitRole});
}

} // namespace deltascope::items
