#include "items/moduletreemodel.h"

#include <algorithm>

namespace deltascope::items {

using tree::NodeId;

namespace {

/// A network and deltas of so few modules and sites are laid out at once: sooner than another thread would begin.
constexpr std::size_t atOnce = 4000;

NodeId nodeOf(const QModelIndex &index) { return NodeId::fromValue(index.internalId()); }

std::size_t sizeOf(const TreeWish &wish)
{
    std::size_t size = wish.network->modules.size();
    for (const SessionDelta &delta : wish.deltas)
        size += delta.info->taps.size();
    return size;
}

} // namespace

ModuleTreeModel::ModuleTreeModel(Session &session, QObject *parent)
    : QAbstractItemModel(parent)
    , m_session(session)
{
    connect(&session, &Session::networkChanged, this, &ModuleTreeModel::reset);
    connect(&session, &Session::deltasChanged, this, &ModuleTreeModel::make);
    connect(&session, &Session::mixChanged, this, &ModuleTreeModel::changeMix);
    make();
}

void ModuleTreeModel::reset()
{
    m_background.drop();
    m_isMaking = m_isBehind = false;
    m_unfolded.clear();
    m_lit.clear();
    m_litRows.clear();
    if (m_shown.outline) {
        beginResetModel();
        m_shown = {};
        m_lanes.clear();
        endResetModel();
    }
    make();
}

void ModuleTreeModel::make()
{
    m_isBehind = m_isMaking;
    const TreeWish wish{m_session.sharedNetwork(), m_session.state().deltas, m_repeats, m_unfolded};
    if (!wish.network || m_isMaking)
        return;
    if (sizeOf(wish) <= atOnce) {
        take(wish, makeStep(wish, m_shown));
        return;
    }
    m_isMaking = true;
    m_background.start([this, wish, before = m_shown] {
        // On another thread: nothing of this object may be touched here.
        return [this, wish, step = makeStep(wish, before)] {
            m_isMaking = false;
            take(wish, step);
            if (m_isBehind)
                make();
        };
    });
}

void ModuleTreeModel::take(const TreeWish &wish, const TreeStep &step)
{
    if (!m_shown.outline) {
        beginResetModel();
        m_shown = step;
        m_lanes = lanesOf(wish, step);
        endResetModel();
    } else {
        changeRows(step);
        changeLanes(lanesOf(wish, step));
    }
    findLitRows();
    if (!m_isBehind)
        Q_EMIT made();
}

QList<ModuleTreeModel::Lane> ModuleTreeModel::lanesOf(const TreeWish &wish, const TreeStep &step) const
{
    const Mix live = m_session.state().liveMix();
    QList<Lane> lanes;
    for (std::size_t i = 0; i < wish.deltas.size(); ++i) {
        const SessionDelta &delta = wish.deltas[i];
        const DeltaSetting *setting = live.find(delta.setting.id);
        Lane lane{delta.setting.id,
                  QString::fromStdString(delta.info->name),
                  delta.series,
                  setting ? *setting : delta.setting,
                  step.sites[std::size_t(i)],
                  {}};
        lane.attached = lane.sites->attached(lane.setting);
        lane.norms = normsOf(lane.id, *lane.sites);
        lanes << lane;
    }
    return lanes;
}

std::vector<double> ModuleTreeModel::normsOf(DeltaId delta, const tree::DeltaSites &sites) const
{
    const auto found = m_norms.find(delta);
    return found == m_norms.end() || found->second.empty() ? std::vector<double>() : sites.largest(found->second);
}

void ModuleTreeModel::setNorms(std::map<DeltaId, std::map<int, double>> norms)
{
    m_norms = std::move(norms);
    m_largestNorm = 0;
    for (const auto &[delta, sites] : m_norms)
        for (const auto &[module, norm] : sites)
            m_largestNorm = std::max(m_largestNorm, norm);
    for (Lane &lane : m_lanes)
        lane.norms = normsOf(lane.id, *lane.sites);
    if (!m_lanes.isEmpty() && rowCount() > 0)
        Q_EMIT dataChanged(index(0, FirstLaneColumn), index(0, columnCount() - 1), {LaneRole, Qt::ToolTipRole});
}

QModelIndex ModuleTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCount() || row >= rowCount(parent))
        return {};
    if (!parent.isValid())
        return createIndex(row, column, quintptr(NodeId().value()));
    const NodeId around = nodeOf(parent);
    const auto changing = around.isModule() ? m_changing.find(around.module()) : m_changing.end();
    const NodeId node
        = changing == m_changing.end() ? outlineOf(around).child(around, row) : changing->second[std::size_t(row)];
    return createIndex(row, column, quintptr(node.value()));
}

QModelIndex ModuleTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid() || nodeOf(child) == NodeId())
        return {};
    return indexOfNode(outlineOf(nodeOf(child)).parent(nodeOf(child)));
}

/// Rows that are going are told by the outline that had them.
const tree::Outline &ModuleTreeModel::outlineOf(NodeId node) const
{
    return m_leaving && !m_shown.outline->contains(node) ? *m_leaving : *m_shown.outline;
}

int ModuleTreeModel::countBelow(NodeId row) const
{
    if (const auto changing = row.isModule() ? m_changing.find(row.module()) : m_changing.end();
        changing != m_changing.end())
        return int(changing->second.size());
    return outlineOf(row).childCount(row);
}

QModelIndex ModuleTreeModel::indexOfNode(NodeId row, int column) const
{
    if (row == NodeId())
        return createIndex(0, column, quintptr(row.value()));
    const NodeId around = outlineOf(row).parent(row);
    const auto changing = around.isModule() ? m_changing.find(around.module()) : m_changing.end();
    if (changing == m_changing.end())
        return createIndex(outlineOf(row).placeOf(row), column, quintptr(row.value()));
    const Children &siblings = changing->second;
    return createIndex(int(std::find(siblings.begin(), siblings.end(), row) - siblings.begin()), column,
                       quintptr(row.value()));
}

int ModuleTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!m_shown.outline)
        return 0;
    if (!parent.isValid())
        return 1;
    return parent.column() == 0 ? countBelow(nodeOf(parent)) : 0;
}

int ModuleTreeModel::columnCount(const QModelIndex &) const { return FirstLaneColumn + int(m_lanes.size()); }

DeltaId ModuleTreeModel::deltaOfLane(int column) const
{
    const int lane = column - FirstLaneColumn;
    return lane >= 0 && lane < m_lanes.size() ? m_lanes[lane].id : -1;
}

LaneInfo ModuleTreeModel::laneAt(NodeId row, int column) const
{
    const Lane &lane = m_lanes[column - FirstLaneColumn];
    LaneInfo info;
    info.series = lane.series;
    info.isDeltaRow = row.delta() == lane.id;
    if (!row.isModule())
        return info;
    info.members = outlineOf(row).memberCount(row.module());
    if (const int at = lane.sites->find(row.module()); at >= 0) {
        info.sites = lane.sites->sites(at);
        info.attached = lane.attached[std::size_t(at)];
        if (!lane.norms.empty()) {
            info.norm = lane.norms[std::size_t(at)];
            info.heat = m_largestNorm > 0 ? info.norm / m_largestNorm : 0;
        }
    }
    return info;
}

QVariant ModuleTreeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const NodeId row = nodeOf(index);
    switch (role) {
    case PiecesRole: return QVariant::fromValue(piecesOf(outlineOf(row), row));
    case PathRole: return pathOf(outlineOf(row), row);
    case ModulesRole: {
        const std::vector<int> modules = row.isModule() ? outlineOf(row).modulesOf(row.module()) : std::vector<int>();
        return QVariant::fromValue(QList<int>(modules.begin(), modules.end()));
    }
    case LitRole: return row.isModule() && litPlace(index).isLit;
    case GroupRole: return row.isModule() && outlineOf(row).memberCount(row.module()) > 1;
    case SeriesRole: {
        const auto lane
            = std::find_if(m_lanes.begin(), m_lanes.end(), [row](const Lane &one) { return one.id == row.delta(); });
        return lane == m_lanes.end() ? -1 : lane->series;
    }
    default: return index.column() < FirstLaneColumn ? nameData(index, role) : laneData(index, role);
    }
}

QVariant ModuleTreeModel::nameData(const QModelIndex &index, int role) const
{
    const NodeId row = nodeOf(index);
    const tree::Outline &outline = outlineOf(row);
    const bool isName = index.column() == NameColumn;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return isName ? labelOf(piecesOf(outline, row)) : countOf(outline, row);
    case Qt::ToolTipRole: return isName ? tipOf(outline, row) : QVariant();
    case DeltaRole: return row.delta();
    default: return {};
    }
}

QVariant ModuleTreeModel::laneData(const QModelIndex &index, int role) const
{
    const LaneInfo lane = laneAt(nodeOf(index), index.column());
    const QString &name = m_lanes[index.column() - FirstLaneColumn].name;
    switch (role) {
    case LaneRole: return QVariant::fromValue(lane);
    case DeltaRole: return deltaOfLane(index.column());
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: return tipOf(name, lane);
    default: return {};
    }
}

QVariant ModuleTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (section < FirstLaneColumn)
        return role == Qt::DisplayRole ? section == NameColumn ? tr("module") : tr("parameters") : QVariant();
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return m_lanes[section - FirstLaneColumn].name;
    case DeltaRole: return deltaOfLane(section);
    case LaneRole: return m_shown.outline ? QVariant::fromValue(laneAt(NodeId(), section)) : QVariant();
    default: return {};
    }
}

void ModuleTreeModel::setRepeats(tree::Repeats repeats)
{
    if (repeats == m_repeats)
        return;
    m_repeats = repeats;
    m_unfolded.clear();
    make();
}

void ModuleTreeModel::unfold(const QModelIndex &group)
{
    if (!group.data(GroupRole).toBool())
        return;
    m_unfolded.insert(nodeOf(group).module());
    make();
}

void ModuleTreeModel::foldAgain()
{
    m_unfolded.clear();
    make();
}

void ModuleTreeModel::light(std::vector<int> modules)
{
    m_lit = std::move(modules);
    findLitRows();
}

QModelIndex ModuleTreeModel::indexOf(int module) const
{
    if (!m_shown.outline || module < 0 || module >= m_shown.skeleton->size())
        return {};
    return indexOfNode(NodeId::ofModule(m_shown.outline->rowOf(module)));
}

QModelIndex ModuleTreeModel::litIndex(int place) const
{
    return place >= 0 && place < litCount() ? indexOfNode(NodeId::ofModule(m_litRows[std::size_t(place)]))
                                            : QModelIndex();
}

ModuleTreeModel::LitPlace ModuleTreeModel::litPlace(const QModelIndex &row) const
{
    const int module = row.isValid() ? nodeOf(row).module() : -1;
    const auto found = std::lower_bound(m_litRows.begin(), m_litRows.end(), module);
    return {int(found - m_litRows.begin()), found != m_litRows.end() && *found == module};
}

void ModuleTreeModel::toggleLane(const QModelIndex &index, session::Branch branch)
{
    const DeltaId id = deltaOfLane(index.column());
    if (!index.isValid() || id < 0 || !nodeOf(index).isModule())
        return;
    const LaneInfo lane = laneAt(nodeOf(index), index.column());
    const Mark mark = markOf(lane, branch);
    if (!mark.isThere)
        return;
    const tree::DeltaSites &sites = *m_lanes[index.column() - FirstLaneColumn].sites;
    const int row = nodeOf(index).module();
    const std::vector<int> switched = session::sitesOfMark(
        session::RowSites<std::vector<int>>{sites.ownModules(row), sites.allModules(row), lane.members}, branch);
    const QList<int> modules(switched.begin(), switched.end());
    mark.attached == mark.sites ? m_session.detachAt(id, modules) : m_session.attachAt(id, modules);
}

} // namespace deltascope::items
