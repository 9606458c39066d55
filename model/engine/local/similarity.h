#pragma once

#include "core/similarity.h"
#include "engine/local/session.h"

namespace deltascope {

/// Deltas of the session. Throws Failure for one that changes no weight, and where no two change the same; Cancelled.
Similarity compareLoaded(const Session &session, const std::vector<const LoadedDelta *> &deltas, Progress &progress);

/// Saved deltas by themselves: folders or hub ids. Throws Failure besides for one that needs its backbone.
Similarity compareSaved(const std::vector<DeltaRequest> &deltas, const HubFetch &fetch, Progress &progress);

} // namespace deltascope
