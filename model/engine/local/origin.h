#pragma once

#include "engine/local/session.h"

#include <string>
#include <vector>

namespace deltascope {

/// What a delta's files say of the backbone that it was trained on, where the open one differs (other-backbone,
/// other-task), and which head it brings that the open one has no place for (own-head).
std::vector<Problem> compareOrigin(const Session &session, const nn::DeltaFolder &folder);

/// That a delta's configuration names another model than the open one, as a sentence; empty where it does not, or where
/// one of the two has no name that tells it from others. Only last parts of names count, whatever the case.
std::string otherName(const Session &session, const nn::Config &config);

} // namespace deltascope
