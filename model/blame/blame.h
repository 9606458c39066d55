#pragma once

#include "engine/engine.h"

#include <string>
#include <vector>

namespace deltascope {

/// Which sites make an input's answer under `column` another than under `against`.
struct BlameRequest {
    Input input;
    Column column, against;
    std::vector<DeltaInfo> deltas; ///< of both, with their sites
    Task task = Task::Auto;
    GenerationSettings generation;
    int mostRuns = 2000;
};

struct BlameResult {
    std::string answer, against; ///< in words; of several labels or masks one behind the other
    /// Modules by index, rising: with the column's deltas at these alone, and all else as `against` has it, the answer
    /// is the column's; empty where the answers are the same.
    std::vector<int> sites;
    int candidates = 0; ///< modules where the two configurations differ
    int runs = 0; ///< forwards, or generations, that were asked for
    bool complete = true; ///< no site can be left out; false: the runs were used up before that was sure
};

/// Searches by halves, then by ever smaller parts, at last by single sites (delta debugging: Zeller and Hildebrandt,
/// "Simplifying and Isolating Failure-Inducing Input", 2002). The sites of one step run side by side. Fails where the
/// input cannot run and for tasks without an answer that is this or that (embeddings, logits, regression).
Outcome<BlameResult> blame(Engine &engine, const BlameRequest &request, Progress &progress);

/// What `column` says at `modules`, and `against` everywhere else.
Mix mixWith(const BlameRequest &request, const std::vector<int> &modules);

} // namespace deltascope
