#pragma once

#include "core/evaluation.h"
#include "core/outcome.h"
#include "core/progress.h"
#include "core/score.h"

namespace deltascope {

/// Judges texts with the open model: a role that an engine may have. Runs on the engine's worker; nothing throws.
class Judge {
public:
    virtual ~Judge() = default;
    virtual Outcome<ScoreResult> score(const ScoreRequest &request, Progress &progress) = 0;
    virtual Outcome<EvaluationResult> evaluate(const EvaluationRequest &request, Progress &progress) = 0;
};

} // namespace deltascope
