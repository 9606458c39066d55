#pragma once

#include "session/state.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace deltascope::files {

/// What a state's numbers are called in files: deltas and modules go by name there.
class Names {
public:
    Names(const session::State &state, const std::vector<std::string> &modules)
        : m_state(state)
        , m_modules(modules)
    {
    }
    /// Empty for what has none; such things are not written.
    std::string delta(DeltaId id) const;
    std::string module(int index) const;

private:
    const session::State &m_state;
    const std::vector<std::string> &m_modules;
};

/// The other way round: a module's name becomes the index it has in a table that grows with every new name.
class ModuleTable {
public:
    ModuleTable() = default;
    explicit ModuleTable(std::vector<std::string> names);

    int indexOf(const std::string &name);
    const std::vector<std::string> &names() const { return m_names; }

private:
    std::vector<std::string> m_names;
    std::unordered_map<std::string, int> m_places;
};

} // namespace deltascope::files
