#pragma once

#include "engine/local/session.h"

#include <string>

namespace deltascope {

/// What a delta's files say of it and, if `session` is given, whether it fits the open backbone. Damage is reported,
/// not thrown. `path` is a folder or a hub id.
CheckReport checkDelta(const Session *session, const std::string &path, const HubFetch &fetch, Progress &progress);

/// The open backbone as deltas see it; throws Failure if it is only a tree.
nn::Host hostOf(const Session &session);

} // namespace deltascope
