#pragma once

#include "core/mix.h"
#include "tree/outline.h"

#include <map>
#include <vector>

namespace deltascope::tree {

/// Sites of a delta, or how many of them are attached: at the modules of a row itself, and with all below it.
struct SiteCount {
    int own = 0, all = 0;
    bool operator==(const SiteCount &) const = default;
};

/// Where one delta sits, row by row of an outline. Immutable. A module counts once, however often it is tapped.
class DeltaSites {
public:
    DeltaSites(const Outline &outline, const DeltaInfo &delta);

    /// Rows with a site of their own or below, in rising order.
    const std::vector<int> &rows() const { return m_rows; }
    /// Index into rows(); -1 for a row without sites.
    int find(int row) const;
    SiteCount sites(int index) const { return m_counts[static_cast<std::size_t>(index)]; }
    /// How many are attached, in the order of rows(). Takes steps in the number of sites only where sites differ.
    std::vector<SiteCount> attached(const DeltaSetting &setting) const;
    /// The largest of what the sites have, with all below each row, in the order of rows(); `values` by module, at
    /// least 0.
    std::vector<double> largest(const std::map<int, double> &values) const;
    /// The sites that a row stands for by itself, and with all below it.
    std::vector<int> ownModules(int row) const;
    std::vector<int> allModules(int row) const;

private:
    template<class Holds>
    std::vector<SiteCount> count(Holds holds) const;
    template<class Wanted>
    std::vector<int> modulesWhere(Wanted isWanted) const;

    std::vector<int> m_rows, m_above; ///< m_above: index of the row around, -1 for the root
    std::vector<int> m_modules, m_siteRow; ///< the sites, and the index of the row that each belongs to
    std::vector<SiteCount> m_counts;
};

} // namespace deltascope::tree
