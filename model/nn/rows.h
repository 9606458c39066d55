#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace deltascope::nn {

/// Which row of a tensor each lane reads. A lane is one input under one column; lanes that have been computed alike so
/// far share a row, and part (a finer Rows) at the first site where their columns differ. Immutable.
class Rows {
public:
    explicit Rows(std::vector<std::int32_t> rowOfLane);
    int lanes() const { return static_cast<int>(m_rowOfLane.size()); }
    int count() const { return m_count; }
    std::int32_t of(int lane) const { return m_rowOfLane[lane]; }
    bool operator==(const Rows &) const = default;

private:
    std::vector<std::int32_t> m_rowOfLane;
    int m_count;
};
using RowsPtr = std::shared_ptr<const Rows>;

/// A tensor whose first dimension is rows: [rows->count(), ...].
struct Act {
    at::Tensor t;
    RowsPtr rows;

    /// The same rows, other numbers: `f` maps [rows, ...] to [rows, ...] row by row.
    template<class F>
    Act map(F &&f) const
    {
        return {f(t), rows};
    }
};

/// The coarsest Rows in which two lanes share a row only if they do so in both.
RowsPtr meet(const RowsPtr &a, const RowsPtr &b);
/// `rows` parted further: lanes with different `classOfLane` no longer share.
RowsPtr part(const RowsPtr &rows, const std::vector<std::int32_t> &classOfLane);
/// The tensor laid out by `finer`, which must refine act.rows; copies only where rows multiply or move.
at::Tensor layOut(const Act &act, const RowsPtr &finer);
/// The rows of `act` that the lanes in `lanes` read, one for each row of `sub` over exactly those lanes.
RowsPtr restrictTo(const RowsPtr &rows, const std::vector<int> &lanes);
/// The part of `act` that the given lanes need: lane i of the result is lanes[i].
Act restrictTo(const Act &act, const std::vector<int> &lanes);

/// The opposite of restrictTo: `parts[i]` over the lanes in `lanes[i]`, put together; every lane is in exactly one
/// list.
Act joinLanes(const std::vector<Act> &parts, const std::vector<std::vector<int>> &lanes);

/// Both tensors on their common rows, then f(a, b).
template<class F>
Act combine(const Act &a, const Act &b, F &&f)
{
    if (a.rows == b.rows)
        return {f(a.t, b.t), a.rows};
    const RowsPtr rows = meet(a.rows, b.rows);
    return {f(layOut(a, rows), layOut(b, rows)), rows};
}

Act operator+(const Act &a, const Act &b);
Act operator*(const Act &a, const Act &b);

} // namespace deltascope::nn
