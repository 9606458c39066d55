#pragma once

namespace deltascope::session {

/// Whether a row of the module tree shows the rows below it.
enum class Branch { Closed, Open };

/// Where a delta sits at a row: the sites, or how many of them there are.
template<class Sites>
struct RowSites {
    Sites own; ///< at the modules that the row stands for
    Sites all; ///< those and the ones below
    int members = 1; ///< how many equal siblings are folded into the row
};

/// The sites that the delta's mark at the row stands for; a click switches these and no others. None: no mark.
/// A folded repeat speaks for all its members, open or not. An open row speaks for its own sites, since those below
/// have marks of their own; a closed one for all.
template<class Sites>
constexpr const Sites &sitesOfMark(const RowSites<Sites> &row, Branch branch)
{
    return row.members > 1 || branch == Branch::Closed ? row.all : row.own;
}

} // namespace deltascope::session
