#pragma once

#include "engine/session.h"

namespace deltascope {

/// Opens a folder, a file or a hub id. Weights are mapped, never read. Throws Failure or Cancelled.
std::unique_ptr<Session> openSession(const OpenRequest &request, Progress &progress);

} // namespace deltascope
