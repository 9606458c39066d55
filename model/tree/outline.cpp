#include "tree/outline.h"

#include "tree/fingerprint.h"
#include "tree/names.h"

#include <algorithm>

namespace deltascope::tree {

namespace {
std::size_t at(int index) { return static_cast<std::size_t>(index); }
} // namespace

Outline::Outline(OutlineRequest request)
    : m_request(std::move(request))
{
    for (const auto &delta : m_request.deltas)
        m_deltas.emplace(delta->info->id, delta.get());
    takeTaps();
    takePrints();
    foldRows();
    nameGroups();
    placeParts();
    m_inner = {};
    m_whole = {};
}

void Outline::takeTaps()
{
    const std::size_t size = at(skeleton().size());
    m_taps.assign(size, 0);
    m_hasParts.assign(size, 0);
    for (const auto &delta : m_request.deltas)
        for (std::size_t i = 0; i < delta->info->taps.size(); ++i) {
            const TapInfo &tap = delta->info->taps[i];
            std::uint64_t &print = m_taps[at(tap.module)];
            print = (Fingerprint() << print << delta->prints[i]).value();
            m_hasParts[at(tap.module)] |= !tap.modules.empty();
        }
}

void Outline::takePrints()
{
    m_inner.resize(m_taps.size());
    m_whole.resize(m_taps.size());
    for (int i = skeleton().size(); i-- > 0;) { // children stand behind their parent
        Fingerprint inner;
        inner << skeleton().content(i) << m_taps[at(i)];
        for (const int child : skeleton().children(i))
            inner << m_whole[at(child)];
        // A module that shows nothing keeps its whole label, so that it never groups with others.
        if (!isShown(i))
            inner << skeleton().head(i);
        m_inner[at(i)] = inner.value();
        m_whole[at(i)] = (Fingerprint() << skeleton().head(i) << inner.value()).value();
    }
}

bool Outline::isShown(int module) const
{
    return module == 0 || !skeleton().children(module).empty() || !skeleton().module(module).params.empty()
           || m_hasParts[at(module)];
}

void Outline::foldRows()
{
    const std::size_t size = m_taps.size();
    m_isRow.assign(size, 0);
    m_leader.assign(size, -1);
    m_place.assign(size, 0);
    m_first.assign(size + 1, 0);
    if (size == 0)
        return;
    m_isRow[0] = 1;
    m_leader[0] = 0;
    for (int i = 0; i < skeleton().size(); ++i) {
        m_first[at(i)] = static_cast<int>(m_rows.size());
        if (m_isRow[at(i)])
            foldChildren(i);
        m_first[at(i) + 1] = static_cast<int>(m_rows.size());
    }
}

void Outline::foldChildren(int row)
{
    const bool folds = m_request.repeats == Repeats::Folded;
    std::unordered_map<std::uint64_t, int> leaders;
    int place = 0;
    for (const int child : skeleton().children(row)) {
        if (!isShown(child))
            continue;
        int leader = child;
        if (folds) {
            leader = leaders.try_emplace(m_inner[at(child)], child).first->second;
            if (m_request.unfolded.contains(leader))
                leader = child;
        }
        m_leader[at(child)] = leader;
        if (leader == child) {
            m_isRow[at(child)] = 1;
            m_place[at(child)] = place++;
            m_rows.push_back(child);
            continue;
        }
        auto &members = m_groups[leader].members;
        if (members.empty())
            members.push_back(leader);
        members.push_back(child);
    }
}

void Outline::nameGroups()
{
    for (auto &[leader, group] : m_groups) {
        std::vector<std::string> names;
        for (const int member : group.members)
            names.emplace_back(skeleton().name(member));
        group.names = shortNames(names);
    }
}

void Outline::placeParts()
{
    for (const auto &delta : m_request.deltas)
        for (std::size_t i = 0; i < std::min<std::size_t>(delta->info->taps.size(), NodeId::mostTaps); ++i) {
            const TapInfo &tap = delta->info->taps[i];
            if (!m_isRow[at(tap.module)])
                continue;
            const int parts = std::min(static_cast<int>(tap.modules.size()), NodeId::mostParts);
            for (int part = 0; part < parts; ++part)
                if (partAround(tap, part) < 0)
                    (tap.modules[at(part)].path.empty() ? m_ownParts : m_parts)[tap.module].push_back(
                        NodeId::ofPart(delta->info->id, static_cast<int>(i), part));
        }
}

const DeltaInfo *Outline::delta(DeltaId id) const
{
    const auto found = m_deltas.find(id);
    return found == m_deltas.end() ? nullptr : found->second->info.get();
}

const TapInfo &Outline::tap(NodeId part) const { return delta(part.delta())->taps[at(part.tap())]; }

const TapModule &Outline::part(NodeId node) const { return tap(node).modules[at(node.part())]; }

bool Outline::contains(NodeId node) const
{
    if (node.isModule())
        return node.module() < skeleton().size() && m_isRow[at(node.module())];
    const DeltaInfo *info = delta(node.delta());
    return info && at(node.tap()) < info->taps.size() && m_isRow[at(info->taps[at(node.tap())].module)];
}

int Outline::childCount(NodeId row) const
{
    if (!row.isModule())
        return static_cast<int>(children(row).size());
    const int module = row.module();
    const auto parts = m_parts.find(module);
    return m_first[at(module) + 1] - m_first[at(module)]
           + (parts == m_parts.end() ? 0 : static_cast<int>(parts->second.size()));
}

std::vector<NodeId> Outline::children(NodeId row) const
{
    std::vector<NodeId> all;
    if (row.isModule()) {
        const int count = childCount(row);
        all.reserve(at(count));
        for (int place = 0; place < count; ++place)
            all.push_back(child(row, place));
        return all;
    }
    const auto &parts = tap(row).modules;
    for (int i = 0; i < static_cast<int>(parts.size()) && i < NodeId::mostParts; ++i)
        if (!parts[at(i)].path.empty() && partAround(tap(row), i) == row.part())
            all.push_back(NodeId::ofPart(row.delta(), row.tap(), i));
    return all;
}

NodeId Outline::child(NodeId row, int place) const
{
    if (!row.isModule())
        return children(row)[at(place)];
    const int module = row.module(), modules = m_first[at(module) + 1] - m_first[at(module)];
    return place < modules ? NodeId::ofModule(m_rows[at(m_first[at(module)] + place)])
                           : m_parts.at(module)[at(place - modules)];
}

int Outline::placeOf(NodeId row) const
{
    if (row.isModule())
        return row.module() == 0 ? -1 : m_place[at(row.module())];
    const NodeId around = parent(row);
    const std::vector<NodeId> siblings = around.isModule() ? m_parts.at(around.module()) : children(around);
    const int modules = around.isModule() ? m_first[at(around.module()) + 1] - m_first[at(around.module())] : 0;
    return modules + static_cast<int>(std::find(siblings.begin(), siblings.end(), row) - siblings.begin());
}

NodeId Outline::parent(NodeId row) const
{
    if (row.isModule())
        return NodeId::ofModule(skeleton().parent(row.module()));
    const int around = partAround(tap(row), row.part());
    return around < 0 ? NodeId::ofModule(tap(row).module) : NodeId::ofPart(row.delta(), row.tap(), around);
}

int Outline::rowOf(int module) const
{
    if (module == 0)
        return 0;
    const int around = rowOf(skeleton().parent(module));
    // Equal siblings have equal subtrees: a child of one has its like at the same place below the others.
    const int like = skeleton().children(around)[at(skeleton().place(module))];
    const int leader = m_leader[at(like)];
    return leader < 0 ? around : leader;
}

std::vector<int> Outline::modulesOf(int row) const
{
    if (row == 0)
        return {0};
    std::vector<int> all;
    const std::vector<int> around = modulesOf(skeleton().parent(row));
    for (const int member : membersOf(row))
        for (const int above : around)
            all.push_back(skeleton().children(above)[at(skeleton().place(member))]);
    return all;
}

std::vector<int> Outline::membersOf(int row) const
{
    const auto group = m_groups.find(row);
    return group == m_groups.end() ? std::vector<int>{row} : group->second.members;
}

int Outline::memberCount(int row) const
{
    const auto group = m_groups.find(row);
    return group == m_groups.end() ? 1 : static_cast<int>(group->second.members.size());
}

std::string Outline::namesOf(int row) const
{
    const auto group = m_groups.find(row);
    return group == m_groups.end() ? std::string(skeleton().name(row)) : group->second.names;
}

std::string Outline::nameOf(NodeId node) const
{
    const NodeId around = parent(node);
    std::string own(lastPart(part(node).path));
    if (!around.isModule())
        return own;
    // The names that are taken at the site: its modules', then its parts' in order of insertion.
    std::vector<std::string> taken;
    for (const int child : skeleton().children(around.module()))
        taken.emplace_back(skeleton().name(child));
    for (const NodeId sibling : m_parts.at(around.module())) {
        taken.push_back(freeName(taken, part(sibling).path));
        if (sibling == node)
            break;
    }
    return taken.back();
}

std::vector<NodeId> Outline::ownParts(int row) const
{
    const auto found = m_ownParts.find(row);
    return found == m_ownParts.end() ? std::vector<NodeId>() : found->second;
}

std::uint64_t Outline::labelPrint(int row) const
{
    const auto group = m_groups.find(row);
    const std::string_view names = group == m_groups.end() ? skeleton().name(row) : group->second.names;
    return (Fingerprint() << names << static_cast<std::uint64_t>(memberCount(row)) << m_taps[at(row)]).value();
}

OutlineChange difference(const Outline &from, const Outline &to)
{
    OutlineChange change;
    for (int row = 0; row < to.skeleton().size(); ++row) {
        const NodeId node = NodeId::ofModule(row);
        if (!from.contains(node) || !to.contains(node))
            continue;
        if (from.labelPrint(row) != to.labelPrint(row))
            change.labels.push_back(row);
        const int count = to.childCount(node);
        bool isSame = count == from.childCount(node);
        for (int place = 0; isSame && place < count; ++place)
            isSame = from.child(node, place) == to.child(node, place);
        if (!isSame)
            change.children.push_back(row);
    }
    return change;
}

} // namespace deltascope::tree
