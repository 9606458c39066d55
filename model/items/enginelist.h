#pragma once

#include "bridge/workspace.h"
#include "session/state.h"

#include <vector>

namespace deltascope::items {

/// The engine's list of deltas as it will be once the engine has done all that it was told, and how it follows the
/// session's.
class EngineList {
public:
    explicit EngineList(bridge::Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Another network: the engine has no deltas.
    void clear() { m_entries.clear(); }
    /// The engine added a delta at the end.
    void append(DeltaId id, const std::string &name) { m_entries.push_back({id, name}); }
    /// Whether the list is what the session says, deltas that are not there aside.
    bool isLike(const std::vector<session::RackDelta> &deltas) const;
    /// Tells the engine what its list lacks to be that.
    void follow(const std::vector<session::RackDelta> &deltas);

private:
    struct Entry {
        DeltaId id;
        std::string name;
        bool operator==(const Entry &) const = default;
    };
    static std::vector<Entry> wanted(const std::vector<session::RackDelta> &deltas);
    bool has(DeltaId id) const;

    bridge::Workspace &m_workspace;
    std::vector<Entry> m_entries;
};

} // namespace deltascope::items
