#pragma once

#include "app/cli/runplan.h"

#include <map>
#include <utility>

namespace deltascope::app {

/// A run by columns that are here, by rule and on servers, in the order of the plan.
struct MixedRun {
    RunResult result; ///< failures: of inputs without any answer
    std::vector<std::string> places; ///< by column: the server's name; empty: here
    std::vector<std::vector<std::string>> taken; ///< by column: RunColumn::taken
    std::map<std::pair<std::size_t, std::size_t>, Error> failures; ///< by column and input: why there is no answer

    bool hasAnswers() const { return result.failures.size() < result.columns.front().outputs.size(); }
    const Error *failed(std::size_t column, std::size_t input) const
    {
        const auto found = failures.find({column, input});
        return found == failures.end() ? nullptr : &found->second;
    }
    /// "1 of 4 answers failed: fr@gpu, input 2: ..." names the first; empty where none failed.
    std::string failedSentence() const;
};

/// Answers that came are told, whatever became of others. Throws Failure, and Usage for what servers are not asked.
MixedRun runMixed(const RunPlan &plan, RunRequest request, const Opened &opened, const Servers &servers,
                  Engine &engine);

/// Weights as the columns that run here need them: who serves what is too large for here has no need of them, but of
/// its tokenizer.
Weights weightsFor(const Options &options, const Servers &servers);

} // namespace deltascope::app
