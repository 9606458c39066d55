#include "nn/sitemix.h"

namespace deltascope::nn {

SiteMix::SiteMix(const Block &block, const Pass &pass)
    : m_pass(pass)
{
    const int columns = block.taps.empty() ? 0 : static_cast<int>(pass.table.bySlot[block.taps[0].slot].size());
    m_byColumn.assign(columns, std::vector<double>(block.taps.size()));
    if (block.taps.empty())
        return;
    for (const int column : pass.columnOfLane)
        for (std::size_t i = 0; i < block.taps.size(); ++i) {
            m_byColumn[column][i] = block.taps[i].strength(pass.table, column);
            m_idle &= m_byColumn[column][i] == 0;
        }
}

RowsPtr SiteMix::part(const RowsPtr &rows) const
{
    std::map<std::vector<double>, std::int32_t> seen;
    std::vector<std::int32_t> classOfLane(m_pass.lanes());
    for (int lane = 0; lane < m_pass.lanes(); ++lane)
        classOfLane[lane]
            = seen.try_emplace(m_byColumn[m_pass.columnOfLane[lane]], static_cast<std::int32_t>(seen.size()))
                  .first->second;
    return nn::part(rows, classOfLane);
}

RowLists SiteMix::rowsByStrength(const Rows &rows, std::size_t tap) const
{
    std::vector<double> ofRow(rows.count(), 0);
    for (int lane = 0; lane < rows.lanes(); ++lane)
        ofRow[rows.of(lane)] = m_byColumn[m_pass.columnOfLane[lane]][tap];
    RowLists lists;
    for (int row = 0; row < rows.count(); ++row)
        if (ofRow[row] != 0)
            lists[ofRow[row]].push_back(row);
    return lists;
}

} // namespace deltascope::nn
