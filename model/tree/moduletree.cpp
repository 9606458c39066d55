#include "tree/moduletree.h"

#include <algorithm>
#include <map>
#include <unordered_map>

namespace deltascope::tree {

namespace {

std::string lastPart(const std::string &path)
{
    const std::size_t dot = path.rfind('.');
    return dot == std::string::npos ? path : path.substr(dot + 1);
}

class Maker {
public:
    Maker(const NetworkInfo &network, const std::vector<const DeltaInfo *> &deltas)
        : m_network(network)
        , m_deltas(deltas)
    {
    }

    ModuleTree operator()()
    {
        for (std::size_t i = 0; i < m_network.modules.size(); ++i)
            addModule(static_cast<int>(i));
        for (const DeltaInfo *delta : m_deltas)
            for (const TapInfo &tap : delta->taps)
                addTap(*delta, tap);
        return preOrder();
    }

private:
    void addModule(int index)
    {
        const ModuleInfo &module = m_network.modules[index];
        TreeNode node;
        node.name = index == 0 ? "root" : lastPart(module.name);
        node.type = index == 0 ? "" : module.type;
        node.module = index;
        node.parent = module.parent;
        if (index > 0) // parameters of the root itself are not shown
            for (const ParamInfo &param : module.params)
                node.params.push_back({param.name, param.shape, ParamState::Frozen});
        m_tree.push_back(std::move(node));
        if (module.parent >= 0)
            m_tree[module.parent].children.push_back(index);
    }

    void addTap(const DeltaInfo &delta, const TapInfo &tap)
    {
        TreeNode &site = m_tree[tap.module];
        site.deltasHere.push_back(delta.id);
        for (TreeParam &param : site.params)
            if (std::find(tap.tunes.begin(), tap.tunes.end(), param.name) != tap.tunes.end())
                param.state = ParamState::Delta;
        std::map<std::string, int> placed{{"", tap.module}};
        for (const TapModule &part : tap.modules) {
            std::vector<TreeParam> params;
            for (const ParamInfo &param : part.params)
                params.push_back({param.name, param.shape, ParamState::Delta});
            if (part.path.empty()) {
                auto &own = m_tree[tap.module].params;
                own.insert(own.end(), params.begin(), params.end());
                continue;
            }
            const std::size_t dot = part.path.rfind('.');
            const int parent = placed.at(dot == std::string::npos ? "" : part.path.substr(0, dot));
            TreeNode node;
            node.name = parent == tap.module ? freeName(namesBelow(parent), part.path) : lastPart(part.path);
            node.type = part.type;
            node.params = std::move(params);
            node.delta = delta.id;
            node.parent = parent;
            const int index = static_cast<int>(m_tree.size());
            m_tree.push_back(std::move(node));
            m_tree[parent].children.push_back(index);
            placed[part.path] = index;
        }
    }

    std::vector<std::string> namesBelow(int node) const
    {
        std::vector<std::string> names;
        for (const int child : m_tree[node].children)
            names.push_back(m_tree[child].name);
        return names;
    }

    ModuleTree preOrder()
    {
        ModuleTree sorted;
        std::vector<int> stack{0}, place(m_tree.size());
        sorted.reserve(m_tree.size());
        while (!stack.empty() && !m_tree.empty()) {
            const int node = stack.back();
            stack.pop_back();
            place[node] = static_cast<int>(sorted.size());
            stack.insert(stack.end(), m_tree[node].children.rbegin(), m_tree[node].children.rend());
            sorted.push_back(std::move(m_tree[node]));
        }
        for (TreeNode &node : sorted) {
            node.parent = node.parent < 0 ? -1 : place[node.parent];
            for (int &child : node.children)
                child = place[child];
        }
        return sorted;
    }

    const NetworkInfo &m_network;
    const std::vector<const DeltaInfo *> &m_deltas;
    ModuleTree m_tree;
};

/// Numbers that are equal for equal texts.
class Interner {
public:
    int operator()(std::string text)
    {
        return m_known.try_emplace(std::move(text), static_cast<int>(m_known.size())).first->second;
    }

private:
    std::unordered_map<std::string, int> m_known;
};

/// For every node the fingerprint of everything but its own name and type, and the one with them.
struct Prints {
    std::vector<int> inner, whole;
};

Prints fingerprints(const ModuleTree &tree)
{
    Interner intern;
    Prints prints{std::vector<int>(tree.size()), std::vector<int>(tree.size())};
    for (std::size_t i = tree.size(); i-- > 0;) { // children stand behind their parent
        const TreeNode &node = tree[i];
        const std::string head = node.name + "(" + node.type + ")";
        std::string inner;
        for (const TreeParam &param : node.params)
            inner += param.name + toText(param.shape) + (param.state == ParamState::Delta ? "D;" : ";");
        for (const DeltaId delta : node.deltasHere)
            inner += "@" + std::to_string(delta);
        if (node.delta >= 0)
            inner += "#" + std::to_string(node.delta);
        for (const int child : node.children)
            inner += std::to_string(prints.whole[child]) + ",";
        // A module that shows nothing keeps its whole label, so that it never groups with others.
        prints.inner[i] = intern(inner.empty() ? "=" + head : inner);
        prints.whole[i] = intern(head + "::" + inner);
    }
    return prints;
}

struct Folding {
    const ModuleTree &tree;
    const Prints prints;
    const Repeats repeats;
    const std::unordered_set<int> &unfolded;
};

FoldedRow foldBelow(const Folding &folding, int node)
{
    const auto &[tree, prints, repeats, unfolded] = folding;
    FoldedRow row{{node}, {}};
    std::unordered_map<int, std::size_t> groups;
    for (const int child : tree[node].children) {
        if (tree[child].children.empty() && tree[child].params.empty() && tree[child].delta < 0)
            continue;
        const auto [found, added]
            = groups.try_emplace(repeats == Repeats::Folded ? prints.inner[child] : child, row.children.size());
        if (added || unfolded.contains(row.children[found->second].members.front()))
            row.children.push_back(foldBelow(folding, child));
        else
            row.children[found->second].members.push_back(child);
    }
    return row;
}

} // namespace

ModuleTree makeTree(const NetworkInfo &network, const std::vector<const DeltaInfo *> &deltas)
{
    return Maker(network, deltas)();
}

FoldedRow fold(const ModuleTree &tree, Repeats repeats)
{
    return foldBelow({tree, fingerprints(tree), repeats, {}}, 0);
}

FoldedRow fold(const ModuleTree &tree, const std::unordered_set<int> &unfolded)
{
    return foldBelow({tree, fingerprints(tree), Repeats::Folded, unfolded}, 0);
}

std::string freeName(const std::vector<std::string> &taken, const std::string &name)
{
    const bool isMatrix = name.ends_with("_A") || name.ends_with("_B");
    const std::string later = isMatrix ? name : name.substr(0, name.find('_'));
    std::string candidate = name;
    for (int i = 1; std::find(taken.begin(), taken.end(), candidate) != taken.end(); ++i)
        candidate = (i == 1 ? name : later) + "_" + std::to_string(i);
    return candidate;
}

namespace {

using Range = std::pair<int, int>;

/// Whole numbers as ranges in rising order; empty where one of the names is none.
std::vector<Range> rangesOf(const std::vector<std::string> &names)
{
    const bool numbers = std::all_of(names.begin(), names.end(), [](const std::string &name) {
        return !name.empty() && name.size() < 10 && name.find_first_not_of("0123456789") == std::string::npos;
    });
    if (!numbers)
        return {};
    std::vector<int> values;
    for (const std::string &name : names)
        values.push_back(std::stoi(name));
    std::sort(values.begin(), values.end());
    std::vector<Range> ranges;
    for (const int value : values)
        if (!ranges.empty() && value <= ranges.back().second + 1)
            ranges.back().second = value;
        else
            ranges.emplace_back(value, value);
    return ranges;
}

std::string joined(const std::vector<std::string> &texts, const char *between)
{
    std::string all;
    for (const std::string &text : texts)
        all += (&text == &texts.front() ? "" : between) + text;
    return all;
}

} // namespace

std::string joinedNames(const std::vector<std::string> &names)
{
    std::vector<std::string> texts;
    for (const auto &[first, last] : rangesOf(names))
        texts.push_back(std::to_string(first) + "-" + std::to_string(last));
    return joined(texts.empty() ? names : texts, ",");
}

std::string shortNames(const std::vector<std::string> &names)
{
    std::vector<std::string> texts;
    for (const auto &[first, last] : rangesOf(names))
        texts.push_back(first == last ? std::to_string(first) : std::to_string(first) + "-" + std::to_string(last));
    return joined(texts.empty() ? names : texts, ", ");
}

} // namespace deltascope::tree
