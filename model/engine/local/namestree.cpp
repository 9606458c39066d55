#include "engine/local/namestree.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace deltascope {

namespace {

/// The number that a module of a list is called by; nothing for a name.
std::optional<int> numberOf(const ModuleInfo &module)
{
    const std::string text = module.name.substr(module.name.rfind('.') + 1);
    if (text.empty() || text.size() > 9 || text.find_first_not_of("0123456789") != std::string::npos)
        return {};
    return std::stoi(text);
}

class TreeOfNames {
public:
    explicit TreeOfNames(NetworkInfo &info)
        : m_info(info)
        , m_children(1)
    {
        info.modules.push_back({"", info.architecture, -1, 0, -1, {}});
    }

    void add(const io::TensorEntry &entry)
    {
        const std::size_t lastDot = entry.name.rfind('.');
        const std::string leaf = lastDot == std::string::npos ? entry.name : entry.name.substr(lastDot + 1);
        const auto [id, fresh]
            = m_storages.try_emplace(entry.storageKey * 1000003 + entry.offset, static_cast<int>(m_storages.size()));
        m_info.modules[ownerOf(entry.name)].params.push_back({leaf, entry.shape, entry.dtype, id->second});
        if (fresh)
            m_info.parameterCount += elementCount(entry.shape).value_or(0);
        m_info.bytes += fresh ? static_cast<std::int64_t>(entry.bytes) : 0;
    }

    /// Modules were met in file order; the tree wants pre-order, and lists by number.
    void sort()
    {
        std::vector<int> order, stack{0}, place(m_info.modules.size());
        while (!stack.empty()) {
            const int module = stack.back();
            stack.pop_back();
            place[module] = static_cast<int>(order.size());
            order.push_back(module);
            const std::vector<int> below = sorted(m_children[module]);
            stack.insert(stack.end(), below.rbegin(), below.rend());
        }
        std::vector<ModuleInfo> modules;
        for (const int module : order) {
            ModuleInfo moved = std::move(m_info.modules[module]);
            moved.parent = moved.parent < 0 ? -1 : place[moved.parent];
            modules.push_back(std::move(moved));
        }
        m_info.modules = std::move(modules);
    }

private:
    /// The module that a tensor lies in; it and those around it are made where they are new.
    int ownerOf(const std::string &tensor)
    {
        int owner = 0;
        for (std::size_t dot = tensor.find('.'); dot != std::string::npos; dot = tensor.find('.', dot + 1)) {
            const std::string path = tensor.substr(0, dot);
            const auto [found, added] = m_known.try_emplace(path, static_cast<int>(m_info.modules.size()));
            if (added) {
                m_info.modules.push_back({path, "", owner, m_info.modules[owner].depth + 1, -1, {}});
                m_children.emplace_back();
                m_children[owner].push_back(found->second);
            }
            owner = found->second;
        }
        return owner;
    }

    /// Files are often sorted by letters: 0, 1, 10, 11, 2.
    std::vector<int> sorted(std::vector<int> children) const
    {
        std::vector<std::pair<int, int>> numbered;
        for (const int child : children)
            if (const auto number = numberOf(m_info.modules[child]))
                numbered.emplace_back(*number, child);
        if (numbered.size() != children.size())
            return children;
        std::sort(numbered.begin(), numbered.end());
        std::transform(numbered.begin(), numbered.end(), children.begin(), [](const auto &one) { return one.second; });
        return children;
    }

    NetworkInfo &m_info;
    std::unordered_map<std::string, int> m_known{{"", 0}};
    std::unordered_map<std::uint64_t, int> m_storages;
    std::vector<std::vector<int>> m_children; ///< by module, as they were met
};

} // namespace

void describeFromNames(const io::CheckpointIndex &index, NetworkInfo &info)
{
    TreeOfNames tree(info);
    for (const io::TensorEntry &entry : index.entries())
        tree.add(entry);
    tree.sort();
}

} // namespace deltascope
