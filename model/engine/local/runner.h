#pragma once

#include "core/part.h"
#include "engine/local/inputs.h"
#include "engine/local/session.h"

namespace deltascope {

/// Runs inputs under several columns at once: rows are shared until the first site where columns differ. An input that
/// cannot run is among the answer's failures. Throws Failure for what concerns all of them.
RunResult runColumns(Session &session, const RunRequest &request, Progress &progress, const TakePart &parts = {});

/// Throws Failure for a checkpoint that is only a tree.
void expectRunnable(const Session &session);
/// What is really attached in a column, in order of insertion.
std::vector<AttachedDelta> attachedIn(const Session &session, const Column &column);

/// The lanes of a batch: column-major, so that a column's rows lie together once they part.
struct Lanes {
    std::vector<int> columnOfLane;
    std::vector<std::int32_t> inputOfLane; ///< index into the batch's members
    static Lanes of(const std::vector<int> &columns, int inputs);
};

/// For every delta slot and column the column's setting; checked against the session.
nn::ColumnTable columnTable(const Session &session, const std::vector<Column> &columns);

} // namespace deltascope
