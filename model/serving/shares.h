#pragma once

#include "core/describe.h"
#include "core/mix.h"
#include "core/served.h"

#include <vector>

namespace deltascope::serving {

/// A configuration as a server's requests name it. Throws Failure (not-loaded) for a delta that the server lacks, and
/// (cannot) for settings at single sites, which no server takes.
std::vector<AdapterShare> sharesOf(const Mix &mix, const std::vector<DeltaInfo> &deltas, const ServedState &state,
                                   const std::string &server);

} // namespace deltascope::serving
