#pragma once

#include "engine/local/lanerun.h"

namespace deltascope {

/// Inputs run once under all columns: equally long ones together, nothing padded.
class Sweep {
public:
    using Take = LaneRun::Take; ///< hears float32

    Sweep(Session &session, const std::vector<Column> &columns, Progress &progress);

    /// All of them. Throws Failure, naming the input, and Cancelled.
    void operator()(const std::vector<Prepared> &inputs, const Take &take);
    /// One batch of alike ones.
    void operator()(const std::vector<Prepared> &inputs, const std::vector<int> &members, const Take &take);

    /// Alike ones that run together.
    std::vector<std::vector<int>> batches(const std::vector<Prepared> &inputs) const;

private:
    Session &m_session;
    const std::size_t m_columns;
    Progress &m_progress;
    const ColumnHeads m_heads;
    const nn::ColumnTable m_table;
    const std::vector<FrontGroup> m_fronts;
};

} // namespace deltascope
