#pragma once

#include "core/run.h"
#include "core/served.h"
#include "serving/server.h"

#include <functional>
#include <optional>
#include <vector>

namespace deltascope::serving {

/// What came of many questions: for each an answer, or why there is none.
struct Answers {
    std::vector<std::optional<Completion>> completions;
    std::vector<InputFailure> failures; ///< in order; `input` is the question's place
};

/// Asks a server one question after the other. One that is refused stops no other; who answers nobody (twice in a row
/// without a word, a wrong key, not ready) is asked no more, and what is left fails as the last did. Throws Failure
/// ("cancelled").
Answers askAll(const Server &server, std::size_t count, const std::function<CompletionRequest(std::size_t)> &question,
               Progress &progress);

} // namespace deltascope::serving
