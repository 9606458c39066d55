#pragma once

#include "core/describe.h"

#include <cstdint>
#include <functional>

namespace deltascope::tree {

/// Names a node of the module tree for as long as its network is open: a module of the backbone, or a part that a delta
/// adds below its site. Packed into 64 bits, so that it can stand in an index and never dangles.
class NodeId {
public:
    /// Of the parts of one tap the first 65,536 have names, of a delta's taps the first 16,777,216.
    static constexpr int mostParts = 1 << 16, mostTaps = 1 << 24;

    constexpr NodeId() = default;
    static constexpr NodeId ofModule(int module) { return NodeId(static_cast<std::uint64_t>(module)); }
    /// `tap` and `part` are places in DeltaInfo::taps and TapInfo::modules.
    static constexpr NodeId ofPart(DeltaId delta, int tap, int part)
    {
        return NodeId(static_cast<std::uint64_t>(delta + 1) << 40 | static_cast<std::uint64_t>(tap) << 16
                      | static_cast<std::uint64_t>(part));
    }
    static constexpr NodeId fromValue(std::uint64_t value) { return NodeId(value); }

    constexpr std::uint64_t value() const { return m_value; }
    constexpr bool isModule() const { return m_value >> 40 == 0; }
    constexpr int module() const { return isModule() ? static_cast<int>(m_value) : -1; }
    constexpr DeltaId delta() const { return static_cast<DeltaId>(m_value >> 40) - 1; } ///< -1: the backbone's
    constexpr int tap() const { return static_cast<int>(m_value >> 16 & 0xFFFFFF); }
    constexpr int part() const { return static_cast<int>(m_value & 0xFFFF); }
    constexpr bool operator==(const NodeId &) const = default;

private:
    explicit constexpr NodeId(std::uint64_t value)
        : m_value(value)
    {
    }

    std::uint64_t m_value = 0; ///< the root
};

} // namespace deltascope::tree

template<>
struct std::hash<deltascope::tree::NodeId> {
    std::size_t operator()(deltascope::tree::NodeId id) const { return std::hash<std::uint64_t>()(id.value()); }
};
