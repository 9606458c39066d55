#pragma once

#include "engine/local/session.h"

namespace deltascope {

/// See Engine. Throws Failure or Cancelled.
MergeReport measureMerge(Session &session, const MergeRequest &request, Progress &progress);
std::vector<std::string> writeMerged(Session &session, const MergeRequest &request, Progress &progress);

} // namespace deltascope
