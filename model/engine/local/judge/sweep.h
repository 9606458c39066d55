#pragma once

#include "engine/local/fronts.h"
#include "engine/local/heads.h"
#include "engine/local/inputs.h"

#include <functional>

namespace deltascope {

/// Inputs run once under all columns: equally long ones together, nothing padded.
class Sweep {
public:
    /// What the model says to an input under a column: the head's output of this one lane, positions that stand for no
    /// id left out.
    using Take = std::function<void(int column, int input, const at::Tensor &own)>;

    Sweep(Session &session, const std::vector<Column> &columns, Progress &progress);

    /// Throws Failure, naming the input, and Cancelled.
    void operator()(const std::vector<Prepared> &inputs, const Take &take);

private:
    std::size_t inputsPerBatch(const std::vector<Prepared> &inputs) const;
    void forward(const std::vector<Prepared> &inputs, const std::vector<int> &members, const FrontGroup &front,
                 const Take &take);

    Session &m_session;
    const std::size_t m_columns;
    Progress &m_progress;
    const ColumnHeads m_heads;
    const nn::ColumnTable m_table;
    const std::vector<FrontGroup> m_fronts;
};

} // namespace deltascope
