#include "items/treerows.h"

#include <QStringList>

#include <unordered_map>

namespace deltascope::items {

namespace {

class Maker {
public:
    Maker(const NetworkInfo &network, const QList<SessionDelta> &deltas, tree::Repeats repeats,
          const std::unordered_set<int> &unfolded)
        : m_network(network)
        , m_deltas(deltas)
        , m_tree(tree::makeTree(network, infos(deltas)))
        , m_folded(repeats == tree::Repeats::Shown ? tree::fold(m_tree, repeats)
                                                   : tree::fold(m_tree, nodesOf(unfolded)))
    {
        for (const SessionDelta &delta : deltas)
            for (std::size_t i = 0; i < delta.info->taps.size(); ++i)
                m_sites[delta.info->taps[i].module].push_back(delta.setting.id);
        countParameters();
    }

    std::vector<TreeRow> operator()()
    {
        if (!m_tree.empty())
            place(m_folded, -1, {0});
        return std::move(m_rows);
    }

private:
    static std::vector<const DeltaInfo *> infos(const QList<SessionDelta> &deltas)
    {
        std::vector<const DeltaInfo *> infos;
        for (const SessionDelta &delta : deltas)
            infos.push_back(delta.info.get());
        return infos;
    }

    std::unordered_set<int> nodesOf(const std::unordered_set<int> &modules) const
    {
        std::unordered_set<int> nodes;
        for (std::size_t i = 0; !modules.empty() && i < m_tree.size(); ++i)
            if (modules.contains(m_tree[i].module))
                nodes.insert(int(i));
        return nodes;
    }

    /// Parameters of a module with all below it: each counts once within the module, however often it is tied there.
    void countParameters()
    {
        const auto &modules = m_network.modules;
        m_counts.resize(modules.size());
        for (std::size_t i = 0; i < modules.size(); ++i) {
            if (modules[i].sameAs >= 0)
                continue;
            for (const ParamInfo &param : modules[i].params) {
                const std::int64_t count = elementCount(param.shape).value_or(0);
                for (int at = int(i); at >= 0; at = modules[std::size_t(at)].parent)
                    if (m_seen[param.id].insert(at).second)
                        m_counts[std::size_t(at)] += count;
            }
        }
    }

    /// `nodes`: what the row stands for; the first one is the row's first member. Equal siblings have equal subtrees,
    /// so that a child of one has its like at the same place below the others.
    int place(const tree::FoldedRow &folded, int parent, const std::vector<int> &nodes)
    {
        const int id = int(m_rows.size());
        m_rows.push_back(describe(folded, parent, nodes));
        std::unordered_map<int, std::size_t> places;
        for (const int child : m_tree[std::size_t(folded.members.front())].children)
            places.emplace(child, places.size());
        for (const tree::FoldedRow &child : folded.children) {
            std::vector<int> below;
            for (const int member : child.members)
                for (const int node : nodes)
                    below.push_back(m_tree[std::size_t(node)].children.at(places.at(member)));
            const int childId = place(child, id, below);
            m_rows[std::size_t(id)].children.push_back(childId);
            for (const auto &[delta, sites] : m_rows[std::size_t(childId)].sitesBelow.asKeyValueRange()) {
                auto &all = m_rows[std::size_t(id)].sitesBelow[delta];
                all.insert(all.end(), sites.begin(), sites.end());
            }
        }
        return id;
    }

    TreeRow describe(const tree::FoldedRow &folded, int parent, const std::vector<int> &nodes) const
    {
        const tree::TreeNode &first = m_tree[std::size_t(folded.members.front())];
        TreeRow row;
        row.parent = parent;
        row.members = int(folded.members.size());
        row.delta = first.delta;
        row.pieces = piecesOf(folded);
        const QString name = namesOf(folded);
        row.key = row.delta < 0 ? name : QStringLiteral("#%1:%2").arg(row.delta).arg(name);
        const QString above = parent < 0 ? QString() : m_rows[std::size_t(parent)].path;
        row.path = parent < 0 ? QString() : above.isEmpty() ? name : above + QLatin1Char('.') + name;
        if (row.delta >= 0) {
            for (const tree::TreeParam &param : first.params)
                row.parameters += elementCount(param.shape).value_or(0);
            return row;
        }
        row.parameters = m_counts[std::size_t(first.module)];
        for (const int node : nodes) {
            const int module = m_tree[std::size_t(node)].module;
            row.modules.push_back(module);
            if (const auto sites = m_sites.find(module); sites != m_sites.end())
                for (const DeltaId delta : sites->second) {
                    row.ownSites[delta].push_back(module);
                    row.sitesBelow[delta].push_back(module);
                }
        }
        return row;
    }

    QString namesOf(const tree::FoldedRow &folded) const
    {
        std::vector<std::string> names;
        for (const int member : folded.members)
            names.push_back(m_tree[std::size_t(member)].name);
        if (names.size() == 1)
            return QString::fromStdString(names.front());
        return QString::fromStdString(tree::joinedNames(names)).replace(QLatin1Char(','), QStringLiteral(", "));
    }

    QList<RowPiece> piecesOf(const tree::FoldedRow &folded) const
    {
        const tree::TreeNode &first = m_tree[std::size_t(folded.members.front())];
        QList<RowPiece> pieces;
        const bool isTop = first.delta >= 0 && m_tree[std::size_t(first.parent)].delta != first.delta;
        if (isTop)
            pieces.append({RowInk::Delta, deltaName(first.delta)});
        else
            pieces.append({folded.isGroup() ? RowInk::Folded : RowInk::Name, namesOf(folded)});
        const QString type = folded.members.front() == 0 ? QString::fromStdString(m_network.architecture)
                                                         : QString::fromStdString(first.type);
        pieces.append({RowInk::Type, type});
        QStringList params;
        for (const tree::TreeParam &param : first.params)
            params << QString::fromStdString(param.name + " " + toText(param.shape));
        if (!params.isEmpty())
            pieces.append({RowInk::Parameter, params.join(QLatin1Char(' '))});
        return pieces;
    }

    QString deltaName(DeltaId id) const
    {
        for (const SessionDelta &delta : m_deltas)
            if (delta.setting.id == id)
                return QString::fromStdString(delta.info->name);
        return {};
    }

    const NetworkInfo &m_network;
    const QList<SessionDelta> &m_deltas;
    const tree::ModuleTree m_tree;
    const tree::FoldedRow m_folded;
    std::unordered_map<int, std::vector<DeltaId>> m_sites;
    std::unordered_map<int, std::unordered_set<int>> m_seen;
    std::vector<std::int64_t> m_counts;
    std::vector<TreeRow> m_rows;
};

} // namespace

std::vector<TreeRow> makeRows(const NetworkInfo &network, const QList<SessionDelta> &deltas, tree::Repeats repeats,
                              const std::unordered_set<int> &unfolded)
{
    return Maker(network, deltas, repeats, unfolded)();
}

} // namespace deltascope::items
