#pragma once

#include "core/describe.h"
#include "core/generation.h"
#include "core/run.h"

#include <optional>
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
    /// At the end one run more: what is answered with the column's deltas everywhere but at the sites that were found.
    enum class Rest { Untried, Tried } rest = Rest::Untried;
};

/// One run of the search.
struct BlameTrial {
    std::vector<int> sites; ///< modules by index, rising, at which the column's deltas were attached
    std::string answer;
    std::optional<float> probability; ///< of the answer, where it has one
    bool holds = false; ///< it is the column's answer
    bool operator==(const BlameTrial &) const = default;
};

/// Trials that ran side by side.
struct BlameStep {
    std::vector<BlameTrial> trials;
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

/// The modules where the two configurations do something else, rising.
std::vector<int> differingSites(const BlameRequest &request);
/// What `column` says at `modules`, and `against` everywhere else.
Mix mixWith(const BlameRequest &request, const std::vector<int> &modules);

} // namespace deltascope
