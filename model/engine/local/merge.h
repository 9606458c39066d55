#pragma once

#include "engine/local/session.h"
#include "engine/roles.h"

#include <functional>

namespace deltascope {

/// Moves a merged folder, which is written but for its place, there; gives its files. What is never called leaves
/// nothing.
using MoveIntoPlace = std::function<std::vector<std::string>()>;

/// See MergeRole. All throw Failure or Cancelled.
MergeReport measureMerge(Session &session, const MergeRequest &request, Progress &progress);
MoveIntoPlace writeMerge(Session &session, const MergeRequest &request, Progress &progress);
/// See VerifiedMergeRole.
VerifiedMerge mergeVerified(Session &session, const MergeRequest &request, Verification verification,
                            Progress &progress);

} // namespace deltascope
