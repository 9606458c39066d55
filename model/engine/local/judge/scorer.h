#pragma once

#include "core/evaluation.h"
#include "core/score.h"
#include "engine/local/session.h"

namespace deltascope {

/// Log-probabilities of texts under every column. Throws Failure and Cancelled.
ScoreResult scoreTexts(Session &session, const ScoreRequest &request, Progress &progress);

/// Labelled data under every column: losses and predictions line by line. Throws Failure and Cancelled.
EvaluationResult evaluateLines(Session &session, const EvaluationRequest &request, Progress &progress);

} // namespace deltascope
