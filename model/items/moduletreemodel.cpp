#include "items/moduletreemodel.h"

#include <algorithm>

namespace deltascope::items {

namespace {

/// "0.19M", "65.7K", "256"
QString shortCount(std::int64_t count)
{
    if (count >= 100'000)
        return count >= 1'000'000'000 ? QStringLiteral("%1B").arg(double(count) / 1e9, 0, 'f', 2)
                                      : QStringLiteral("%1M").arg(double(count) / 1e6, 0, 'f', 2);
    return count >= 1000 ? QStringLiteral("%1K").arg(double(count) / 1e3, 0, 'f', 1) : QString::number(count);
}

QString labelOf(const TreeRow &row)
{
    QStringList texts;
    for (const RowPiece &piece : row.pieces)
        texts << piece.text;
    return texts.join(QLatin1Char(' '));
}

} // namespace

ModuleTreeModel::ModuleTreeModel(Session &session, QObject *parent)
    : QAbstractItemModel(parent)
    , m_session(session)
{
    connect(&session, &Session::networkChanged, this, &ModuleTreeModel::reset);
    connect(&session, &Session::deltasChanged, this, [this] {
        rebuild();
        syncLanes();
    });
    connect(&session, &Session::mixChanged, this, [this] {
        m_live = m_session.state().liveMix();
        if (m_lanes > 0 && !m_rows.empty())
            Q_EMIT dataChanged(index(0, FirstLaneColumn), index(0, FirstLaneColumn + m_lanes - 1));
    });
    reset();
}

QModelIndex ModuleTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || column < 0 || column >= columnCount() || row >= rowCount(parent))
        return {};
    return createIndex(row, column, quintptr(parent.isValid() ? rowAt(parent).children[std::size_t(row)] : 0));
}

QModelIndex ModuleTreeModel::parent(const QModelIndex &child) const
{
    return child.isValid() ? indexOfRow(rowAt(child).parent) : QModelIndex();
}

QModelIndex ModuleTreeModel::indexOfRow(int id, int column) const
{
    if (id < 0)
        return {};
    const int parent = m_rows[std::size_t(id)].parent;
    if (parent < 0)
        return createIndex(0, column, quintptr(id));
    const auto &siblings = m_rows[std::size_t(parent)].children;
    return createIndex(int(std::find(siblings.begin(), siblings.end(), id) - siblings.begin()), column, quintptr(id));
}

int ModuleTreeModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_rows.empty() ? 0 : 1;
    return parent.column() == 0 ? int(rowAt(parent).children.size()) : 0;
}

int ModuleTreeModel::columnCount(const QModelIndex &) const { return FirstLaneColumn + m_lanes; }

DeltaId ModuleTreeModel::deltaOfLane(int column) const
{
    const int lane = column - FirstLaneColumn;
    const auto &deltas = m_session.state().deltas;
    return lane >= 0 && lane < deltas.size() ? deltas[lane].setting.id : -1;
}

LaneInfo ModuleTreeModel::laneAt(const TreeRow &row, int lane) const
{
    LaneInfo info;
    const auto &deltas = m_session.state().deltas;
    if (lane < 0 || lane >= deltas.size())
        return info;
    const DeltaId id = deltas[lane].setting.id;
    info.series = deltas[lane].series;
    info.isDeltaRow = row.delta == id;
    info.members = row.members;
    const DeltaSetting *setting = m_live.find(id);
    const auto countAttached = [setting](const std::vector<int> &sites) {
        return setting ? int(
                   std::count_if(sites.begin(), sites.end(), [setting](int site) { return setting->attachedAt(site); }))
                       : 0;
    };
    if (const auto own = row.ownSites.constFind(id); own != row.ownSites.constEnd()) {
        info.ownSites = int(own->size());
        info.ownAttached = countAttached(*own);
    }
    if (const auto below = row.sitesBelow.constFind(id); below != row.sitesBelow.constEnd()) {
        info.sites = int(below->size());
        info.attached = countAttached(*below);
    }
    return info;
}

QVariant ModuleTreeModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const TreeRow &row = rowAt(index);
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == NameColumn)
            return labelOf(row);
        if (index.column() == ParametersColumn && row.parameters > 0)
            return row.members > 1 ? QStringLiteral("%1 x %2").arg(row.members).arg(shortCount(row.parameters))
                                   : shortCount(row.parameters);
        return {};
    case Qt::AccessibleTextRole:
        if (const LaneInfo lane = laneAt(row, index.column() - FirstLaneColumn);
            index.column() >= FirstLaneColumn && lane.sites > 0)
            return tr("%1: %2 of %3 attached")
                .arg(headerData(index.column(), Qt::Horizontal).toString())
                .arg(lane.attached)
                .arg(lane.sites);
        return data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return index.column() == NameColumn
                   ? (row.path.isEmpty() ? labelOf(row) : row.path + QLatin1Char('\n') + labelOf(row))
                   : QVariant();
    case PiecesRole: return QVariant::fromValue(row.pieces);
    case ModulesRole: return QVariant::fromValue(QList<int>(row.modules.begin(), row.modules.end()));
    case PathRole: return row.path;
    case LaneRole:
        return index.column() >= FirstLaneColumn ? QVariant::fromValue(laneAt(row, index.column() - FirstLaneColumn))
                                                 : QVariant();
    case DeltaRole: return index.column() >= FirstLaneColumn ? deltaOfLane(index.column()) : row.delta;
    case SeriesRole: {
        const SessionDelta *delta = m_session.state().find(row.delta);
        return delta ? delta->series : -1;
    }
    case LitRole:
        return std::any_of(row.modules.begin(), row.modules.end(),
                           [this](int module) { return m_lit.contains(module); });
    case GroupRole: return row.members > 1;
    default: return {};
    }
}

QVariant ModuleTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    if (section == NameColumn)
        return tr("module");
    if (section == ParametersColumn)
        return tr("parameters");
    const items::SessionDelta *delta = m_session.state().find(deltaOfLane(section));
    return delta ? QString::fromStdString(delta->info->name) : QString();
}

void ModuleTreeModel::reset()
{
    beginResetModel();
    m_unfolded.clear();
    m_lit.clear();
    m_live = m_session.state().liveMix();
    m_lanes = int(m_session.state().deltas.size());
    m_rows.clear();
    if (m_session.network())
        m_rows = makeRows(*m_session.network(), m_session.state().deltas, m_repeats, m_unfolded);
    endResetModel();
}

void ModuleTreeModel::rebuild()
{
    if (!m_session.network() || m_rows.empty())
        return;
    m_live = m_session.state().liveMix();
    const auto rows = makeRows(*m_session.network(), m_session.state().deltas, m_repeats, m_unfolded);
    merge(0, rows, 0);
    Q_EMIT dataChanged(index(0, 0), index(0, columnCount() - 1));
}

/// Lanes come and go at the end; which delta a lane shows follows from the session's order.
void ModuleTreeModel::syncLanes()
{
    const int wanted = int(m_session.state().deltas.size());
    if (wanted > m_lanes) {
        beginInsertColumns({}, FirstLaneColumn + m_lanes, FirstLaneColumn + wanted - 1);
        m_lanes = wanted;
        endInsertColumns();
    } else if (wanted < m_lanes) {
        beginRemoveColumns({}, FirstLaneColumn + wanted, FirstLaneColumn + m_lanes - 1);
        m_lanes = wanted;
        endRemoveColumns();
    }
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

/// Makes the row `old` what `now` is in `rows`, with the fewest insertions and removals below it.
void ModuleTreeModel::merge(int old, const std::vector<TreeRow> &rows, int now)
{
    const TreeRow &wanted = rows[std::size_t(now)];
    {
        TreeRow next = wanted;
        next.parent = m_rows[std::size_t(old)].parent;
        next.children = m_rows[std::size_t(old)].children;
        m_rows[std::size_t(old)] = std::move(next);
    }
    QSet<QString> keys;
    for (const int child : wanted.children)
        keys.insert(rows[std::size_t(child)].key);
    const QModelIndex index = indexOfRow(old);
    const auto childKey
        = [this, old](std::size_t i) { return m_rows[std::size_t(m_rows[std::size_t(old)].children[i])].key; };
    const auto removeChild = [this, old, &index](std::size_t i) {
        beginRemoveRows(index, int(i), int(i));
        auto &children = m_rows[std::size_t(old)].children;
        children.erase(children.begin() + std::ptrdiff_t(i));
        endRemoveRows();
    };
    for (std::size_t i = m_rows[std::size_t(old)].children.size(); i-- > 0;)
        if (!keys.contains(childKey(i)))
            removeChild(i);
    for (std::size_t i = 0; i < wanted.children.size(); ++i) {
        const QString &key = rows[std::size_t(wanted.children[i])].key;
        while (i < m_rows[std::size_t(old)].children.size() && childKey(i) != key) {
            std::size_t later = i;
            while (later < m_rows[std::size_t(old)].children.size() && childKey(later) != key)
                ++later;
            if (later == m_rows[std::size_t(old)].children.size())
                break;
            removeChild(i);
        }
        if (i < m_rows[std::size_t(old)].children.size() && childKey(i) == key) {
            merge(m_rows[std::size_t(old)].children[i], rows, wanted.children[i]);
            continue;
        }
        const int added = adopt(rows, wanted.children[i], old);
        beginInsertRows(index, int(i), int(i));
        auto &children = m_rows[std::size_t(old)].children;
        children.insert(children.begin() + std::ptrdiff_t(i), added);
        endInsertRows();
    }
}

/// Takes a row and all below it into the arena.
int ModuleTreeModel::adopt(const std::vector<TreeRow> &rows, int now, int parent)
{
    const int id = int(m_rows.size());
    m_rows.push_back(rows[std::size_t(now)]);
    m_rows.back().parent = parent;
    m_rows.back().children.clear();
    for (const int child : rows[std::size_t(now)].children) {
        const int adopted = adopt(rows, child, id);
        m_rows[std::size_t(id)].children.push_back(adopted);
    }
    return id;
}

void ModuleTreeModel::setRepeats(tree::Repeats repeats)
{
    if (repeats == m_repeats)
        return;
    m_repeats = repeats;
    m_unfolded.clear();
    rebuild();
}

void ModuleTreeModel::unfold(const QModelIndex &group)
{
    if (!group.data(GroupRole).toBool() || rowAt(group).modules.empty())
        return;
    m_unfolded.insert(rowAt(group).modules.front());
    rebuild();
}

void ModuleTreeModel::foldAgain()
{
    m_unfolded.clear();
    rebuild();
}

void ModuleTreeModel::light(const QSet<int> &modules)
{
    if (modules == m_lit)
        return;
    m_lit = modules;
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(0, columnCount() - 1), {LitRole});
}

QModelIndex ModuleTreeModel::indexOf(int module) const
{
    // The deepest row: from the root down, always into the child that stands for the module or for one around it.
    if (m_rows.empty() || !m_session.network() || module < 0
        || std::size_t(module) >= m_session.network()->modules.size())
        return {};
    QList<int> chain;
    for (int at = module; at > 0; at = m_session.network()->modules[std::size_t(at)].parent)
        chain.prepend(at);
    int row = 0;
    for (const int step : chain) {
        const auto &children = m_rows[std::size_t(row)].children;
        const auto found = std::find_if(children.begin(), children.end(), [&](int child) {
            const auto &modules = m_rows[std::size_t(child)].modules;
            return std::find(modules.begin(), modules.end(), step) != modules.end();
        });
        if (found == children.end())
            break;
        row = *found;
    }
    return indexOfRow(row);
}

QModelIndexList ModuleTreeModel::litIndexes() const
{
    QModelIndexList indexes;
    const auto walk = [&](const auto &self, int row) -> void {
        const TreeRow &at = m_rows[std::size_t(row)];
        if (std::any_of(at.modules.begin(), at.modules.end(), [this](int module) { return m_lit.contains(module); }))
            indexes << indexOfRow(row);
        for (const int child : at.children)
            self(self, child);
    };
    if (!m_rows.empty() && !m_lit.isEmpty())
        walk(walk, 0);
    return indexes;
}

QSet<int> ModuleTreeModel::find(const QString &text) const
{
    QSet<int> found;
    const NetworkInfo *network = m_session.network();
    for (std::size_t i = 1; network && !text.isEmpty() && i < network->modules.size(); ++i) {
        const ModuleInfo &module = network->modules[i];
        // A dotted text is sought in the whole path, another one in the last part: "fc" should not light all below fc.
        const QString path = QString::fromStdString(module.name);
        const QString name = text.contains(QLatin1Char('.')) ? path : path.section(QLatin1Char('.'), -1);
        if (name.contains(text, Qt::CaseInsensitive)
            || QString::fromStdString(module.type).contains(text, Qt::CaseInsensitive))
            found.insert(int(i));
    }
    return found;
}

void ModuleTreeModel::toggleLane(const QModelIndex &index)
{
    const DeltaId id = deltaOfLane(index.column());
    if (!index.isValid() || id < 0)
        return;
    const TreeRow &row = rowAt(index);
    const auto own = row.ownSites.value(id), below = row.sitesBelow.value(id);
    const std::vector<int> &sites = own.empty() || row.members > 1 ? below : own;
    if (sites.empty())
        return;
    const LaneInfo lane = laneAt(row, index.column() - FirstLaneColumn);
    const bool isOn = sites.size() == own.size() ? lane.ownAttached == lane.ownSites : lane.attached == lane.sites;
    const QList<int> modules(sites.begin(), sites.end());
    isOn ? m_session.detachAt(id, modules) : m_session.attachAt(id, modules);
}

} // namespace deltascope::items
