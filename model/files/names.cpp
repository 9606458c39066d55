#include "files/names.h"

namespace deltascope::files {

std::string Names::delta(DeltaId id) const
{
    const session::RackDelta *delta = m_state.find(id);
    return delta ? delta->name() : std::string();
}

std::string Names::module(int index) const
{
    return index >= 0 && std::size_t(index) < m_modules.size() ? m_modules[std::size_t(index)] : std::string();
}

ModuleTable::ModuleTable(std::vector<std::string> names)
    : m_names(std::move(names))
{
    for (std::size_t i = 0; i < m_names.size(); ++i)
        m_places.emplace(m_names[i], int(i));
}

int ModuleTable::indexOf(const std::string &name)
{
    const auto [place, isNew] = m_places.emplace(name, int(m_names.size()));
    if (isNew)
        m_names.push_back(name);
    return place->second;
}

} // namespace deltascope::files
