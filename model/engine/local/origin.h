#pragma once

#include "engine/local/session.h"

#include <vector>

namespace deltascope {

/// What a delta's files say of the backbone that it was trained on, where the open one differs (other-backbone,
/// other-task), and which head it brings that the open one has no place for (own-head).
std::vector<Problem> compareOrigin(const Session &session, const nn::DeltaFolder &folder);

} // namespace deltascope
