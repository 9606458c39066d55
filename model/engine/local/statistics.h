#pragma once

#include "engine/local/session.h"

namespace deltascope {

/// Statistics of a module's parameters and of the taps there. Reads the module's weights, nothing else.
ModuleStatistics measure(const Session &session, int module);

/// See StatisticsRole::norms().
std::vector<SiteNorm> measureNorms(const Session &session, const DeltaInfo &delta, Progress &progress);

} // namespace deltascope
