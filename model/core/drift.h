#pragma once

#include "core/mix.h"
#include "core/served.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// What a server's answers say of the configuration that they were asked of.
enum class Verdict {
    Same, ///< as near as float32 sums are
    Rounding, ///< as near as other number types are
    Other, ///< they are another configuration's
    Unknown ///< they are none's that was tried
};
/// Whether the answers are not those of what was asked for.
constexpr bool isDrift(Verdict verdict) { return verdict == Verdict::Other || verdict == Verdict::Unknown; }
/// As cli.md writes it.
const char *wordOf(Verdict verdict);

/// What a server answered greedily to all inputs under one configuration.
struct DriftAnswers {
    static constexpr int alternatives = 20; ///< of every token: the most that vLLM tells
    Column column;
    std::string server;
    std::vector<std::vector<std::int64_t>> prompts; ///< ids
    std::vector<Completion> completions; ///< by prompt
};
CompletionRequest driftQuestion(const std::vector<std::int64_t> &prompt, const std::vector<AdapterShare> &shares,
                                std::int64_t newTokens);

/// Where greedy tokens part first.
struct FirstDifference {
    std::size_t input = 0;
    std::int64_t token = 0; ///< its place in the answer
    double gap = 0; ///< how far apart the local first and second were there, in log-probability
};

/// One configuration on one server, held against the local model.
struct DriftColumn {
    std::string name, server;
    double maxAbsLogProb = 0; ///< the largest difference of a log-probability
    std::optional<FirstDifference> firstDifference;
    Verdict verdict = Verdict::Unknown;
    std::string matches; ///< whose answers they are instead: "base+zh"; empty: nobody's
    std::int64_t compared = 0; ///< log-probabilities
};

} // namespace deltascope
