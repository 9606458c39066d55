#pragma once

#include "engine/local/session.h"

namespace deltascope {

/// See Engine::save(). Throws Failure or Cancelled.
std::vector<std::string> saveDelta(Session &session, const LoadedDelta &delta, const SaveRequest &request,
                                   Progress &progress);

/// See SumRole. Throws Failure or Cancelled.
std::vector<std::string> saveSum(Session &session, const Mix &mix, const std::string &folder, Progress &progress);

/// See SaveRole::measureTruncation(). Throws Failure or Cancelled.
TruncationReport measureTruncation(Session &session, const LoadedDelta &delta, const SaveRequest &request,
                                   Progress &progress);

} // namespace deltascope
