#include "engine/local/namestree.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace deltascope {

void describeFromNames(const io::CheckpointIndex &index, NetworkInfo &info)
{
    info.modules.push_back({"", info.architecture, -1, 0, -1, {}});
    std::unordered_map<std::string, int> known{{"", 0}};
    std::unordered_map<std::uint64_t, int> storages;
    std::vector<std::vector<int>> children(1);
    for (const io::TensorEntry &entry : index.entries()) {
        int parent = 0;
        for (std::size_t dot = entry.name.find('.'); dot != std::string::npos; dot = entry.name.find('.', dot + 1)) {
            const std::string path = entry.name.substr(0, dot);
            const auto [found, added] = known.try_emplace(path, static_cast<int>(info.modules.size()));
            if (added) {
                info.modules.push_back({path, "", parent, info.modules[parent].depth + 1, -1, {}});
                children.emplace_back();
                children[parent].push_back(found->second);
            }
            parent = found->second;
        }
        const std::size_t lastDot = entry.name.rfind('.');
        const std::string leaf = lastDot == std::string::npos ? entry.name : entry.name.substr(lastDot + 1);
        const auto [id, fresh]
            = storages.try_emplace(entry.storageKey * 1000003 + entry.offset, static_cast<int>(storages.size()));
        info.modules[parent].params.push_back({leaf, entry.shape, entry.dtype, id->second});
        if (fresh)
            info.parameterCount += elementCount(entry.shape).value_or(0);
        info.bytes += fresh ? static_cast<std::int64_t>(entry.bytes) : 0;
    }
    // Modules were met in file order; the tree wants pre-order.
    std::vector<int> order, stack{0}, place(info.modules.size());
    while (!stack.empty()) {
        const int module = stack.back();
        stack.pop_back();
        place[module] = static_cast<int>(order.size());
        order.push_back(module);
        stack.insert(stack.end(), children[module].rbegin(), children[module].rend());
    }
    std::vector<ModuleInfo> sorted;
    for (const int module : order) {
        ModuleInfo moved = std::move(info.modules[module]);
        moved.parent = moved.parent < 0 ? -1 : place[moved.parent];
        sorted.push_back(std::move(moved));
    }
    info.modules = std::move(sorted);
}

} // namespace deltascope
