#pragma once

#include "core/blame.h"
#include "engine/engine.h"

namespace deltascope {

/// Searches by halves, then by ever smaller parts, at last by single sites (delta debugging: Zeller and Hildebrandt,
/// "Simplifying and Isolating Failure-Inducing Input", 2002). The sites of one step run side by side. Fails where the
/// input cannot run and for tasks without an answer that is this or that (embeddings, logits, regression). Parts are
/// BlameStep.
Outcome<BlameResult> blame(Engine &engine, const BlameRequest &request, Progress &progress, const TakePart &parts = {});

} // namespace deltascope
