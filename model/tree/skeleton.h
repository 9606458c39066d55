#pragma once

#include "tree/totals.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace deltascope::tree {

/// What of a network's tree stays through every change of the deltas. Immutable, made once for a network.
class Skeleton {
public:
    explicit Skeleton(std::shared_ptr<const NetworkInfo> network);

    const NetworkInfo &network() const { return *m_network; }
    int size() const { return static_cast<int>(m_network->modules.size()); }
    const ModuleInfo &module(int index) const { return m_network->modules[static_cast<std::size_t>(index)]; }
    int parent(int index) const { return module(index).parent; }
    /// The last part of a module's path; "root" for the root.
    std::string_view name(int index) const;
    std::span<const int> children(int index) const;
    int place(int index) const { return m_place[static_cast<std::size_t>(index)]; } ///< among its siblings
    /// Parameters of a module with all below it: each counts once within the module, however often it is tied there.
    std::int64_t parameters(int index) const { return m_parameters[static_cast<std::size_t>(index)]; }
    /// A fingerprint of a module's own parameters, and one of its name and type.
    std::uint64_t content(int index) const { return m_content[static_cast<std::size_t>(index)]; }
    std::uint64_t head(int index) const { return m_head[static_cast<std::size_t>(index)]; }

private:
    void listChildren();
    void countParameters();
    void takePrints();

    std::shared_ptr<const NetworkInfo> m_network;
    std::vector<int> m_children, m_first, m_place; ///< all lists of children, and where each begins [modules + 1]
    std::vector<std::int64_t> m_parameters;
    std::vector<std::uint64_t> m_content, m_head;
};

/// What of a delta the tree shows. Immutable, made once for a DeltaInfo.
struct DeltaParts {
    explicit DeltaParts(std::shared_ptr<const DeltaInfo> delta);

    std::shared_ptr<const DeltaInfo> info;
    DeltaCount count;
    std::vector<std::uint64_t> prints; ///< by tap: equal where the delta adds the same
};

/// The paths of a tap's parts: how a part hangs below the site.
std::string_view lastPart(std::string_view path);
/// Index into TapInfo::modules of the part around `part`; -1: it hangs at the site itself.
int partAround(const TapInfo &tap, int part);

} // namespace deltascope::tree
