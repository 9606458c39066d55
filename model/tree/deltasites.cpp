#include "tree/deltasites.h"

#include <algorithm>
#include <utility>

namespace deltascope::tree {

namespace {
std::size_t at(int index) { return static_cast<std::size_t>(index); }
} // namespace

DeltaSites::DeltaSites(const Outline &outline, const DeltaInfo &delta)
{
    const Skeleton &skeleton = outline.skeleton();
    std::vector<char> isSite(at(skeleton.size()), 0), isSeen(at(skeleton.size()), 0);
    for (const TapInfo &tap : delta.taps) {
        if (std::exchange(isSite[at(tap.module)], 1))
            continue;
        m_modules.push_back(tap.module);
        m_siteRow.push_back(outline.rowOf(tap.module));
        for (int row = m_siteRow.back(); row >= 0 && !std::exchange(isSeen[at(row)], 1); row = skeleton.parent(row))
            m_rows.push_back(row);
    }
    std::sort(m_rows.begin(), m_rows.end());
    for (int &row : m_siteRow)
        row = find(row);
    for (const int row : m_rows)
        m_above.push_back(row == 0 ? -1 : find(skeleton.parent(row)));
    m_counts = count([](int) { return true; });
}

int DeltaSites::find(int row) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), row);
    return found == m_rows.end() || *found != row ? -1 : static_cast<int>(found - m_rows.begin());
}

template<class Holds>
std::vector<SiteCount> DeltaSites::count(Holds holds) const
{
    std::vector<SiteCount> counts(m_rows.size());
    for (std::size_t i = 0; i < m_modules.size(); ++i)
        counts[at(m_siteRow[i])].own += holds(m_modules[i]);
    for (std::size_t i = counts.size(); i-- > 0;) { // rows stand behind what is around them
        counts[i].all += counts[i].own;
        if (m_above[i] >= 0)
            counts[at(m_above[i])].all += counts[i].all;
    }
    return counts;
}

std::vector<SiteCount> DeltaSites::attached(const DeltaSetting &setting) const
{
    if (setting.sites.empty())
        return setting.attached ? m_counts : std::vector<SiteCount>(m_rows.size());
    return count([&setting](int module) { return setting.attachedAt(module); });
}

std::vector<double> DeltaSites::largest(const std::map<int, double> &values) const
{
    std::vector<double> largest(m_rows.size());
    for (std::size_t i = 0; i < m_modules.size(); ++i)
        if (const auto value = values.find(m_modules[i]); value != values.end())
            largest[at(m_siteRow[i])] = std::max(largest[at(m_siteRow[i])], value->second);
    for (std::size_t i = largest.size(); i-- > 0;)
        if (m_above[i] >= 0)
            largest[at(m_above[i])] = std::max(largest[at(m_above[i])], largest[i]);
    return largest;
}

template<class Wanted>
std::vector<int> DeltaSites::modulesWhere(Wanted isWanted) const
{
    std::vector<int> found;
    for (std::size_t i = 0; i < m_modules.size(); ++i)
        if (isWanted(m_siteRow[i]))
            found.push_back(m_modules[i]);
    return found;
}

std::vector<int> DeltaSites::ownModules(int row) const
{
    const int wanted = find(row);
    return modulesWhere([wanted](int index) { return index == wanted; });
}

std::vector<int> DeltaSites::allModules(int row) const
{
    const int wanted = find(row);
    return modulesWhere([this, wanted](int index) {
        while (index > wanted)
            index = m_above[at(index)];
        return index == wanted && index >= 0;
    });
}

} // namespace deltascope::tree
