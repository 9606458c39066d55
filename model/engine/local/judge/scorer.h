#pragma once

#include "core/score.h"
#include "engine/local/session.h"

namespace deltascope {

/// Log-probabilities of texts under every column. Throws Failure and Cancelled.
ScoreResult scoreTexts(Session &session, const ScoreRequest &request, Progress &progress);

} // namespace deltascope
