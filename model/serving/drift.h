#pragma once

#include "core/drift.h"
#include "core/run.h"
#include "engine/engine.h"
#include "serving/server.h"

#include <string>
#include <vector>

namespace deltascope::serving {

/// A configuration to be asked of a server.
struct DriftCase {
    Column column;
    std::size_t server = 0; ///< its place
    std::vector<AdapterShare> shares; ///< the same as the server's requests name it
};

struct DriftRequest {
    std::vector<Input> inputs;
    std::vector<DriftCase> cases;
    std::vector<Server> servers;
    std::int64_t newTokens = 32;
};

/// Why an input of a configuration has no answer.
struct DriftFailure {
    std::string column, server;
    std::size_t input = 0;
    Error error;
};

/// What is said of every case. One without any answer compares nothing and is `unknown`.
struct DriftReport {
    std::vector<DriftColumn> columns;
    std::vector<DriftFailure> failures;
};

/// Holds what servers answer greedily against the local model. Each answer's tokens are scored locally, under its own
/// configuration first and, where that does not explain it, under all others that deltas make: base, each alone and as
/// llama.cpp's conversion has it, pairs, all, and those of the other cases. Which of them explains it is the answer's
/// real configuration. Answers that came are judged without those that failed. `local` must have tokens and a judge.
Outcome<DriftReport> drift(Engine &local, const DriftRequest &request, Progress &progress);

/// One configuration's answers, judged so; `candidates` are whose they may be instead.
Outcome<DriftColumn> judged(Engine &local, const DriftAnswers &answers, const std::vector<Column> &candidates,
                            Progress &progress);

/// The configurations that an answer may belong to instead.
std::vector<Column> candidates(const std::vector<DeltaInfo> &deltas, const std::vector<Column> &asked);

} // namespace deltascope::serving
