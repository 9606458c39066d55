#pragma once

#include "core/deltafacts.h"
#include "core/describe.h"
#include "core/head.h"
#include "core/kinds.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

struct CheckReport {
    std::string format, kind;
    std::int64_t parameters = 0;
    bool fits = false;
    std::vector<std::string> matched, missing, unexpected;
    std::vector<Problem> problems;
    DeltaFacts facts;
};

struct MergedModule {
    std::string name;
    double roundingError = 0; ///< the largest change of a number by keeping it in the type that the checkpoint stores
};

struct MergeReport {
    double maxAbsError = 0; ///< the largest difference of a logit (bare models: of a hidden state) before and after
    std::vector<MergedModule> modules; ///< whose weights change
};

/// What cutting a low-rank delta to its strongest singular directions does.
struct TruncationReport {
    std::int64_t rankBefore = 0, rank = 0; ///< the largest of any module
    double kept = 1; ///< of the squares of all singular values
    /// The largest difference of a logit (bare models: of a hidden state) on built-in inputs; none for a backbone that
    /// does not run.
    std::optional<double> maxAbsError;
    std::int64_t bytesBefore = 0, bytes = 0; ///< of the updates, in float32
};

/// A family of models that runs, by config.json's model_type, with the heads it can be opened with.
struct FamilyInfo {
    std::string modelType;
    std::vector<HeadKind> heads;
};

/// What this program can open and run; every family is read from every format.
struct Supported {
    std::vector<FamilyInfo> families;
    std::vector<std::string> formats;
    std::vector<KindInfo> kinds; ///< of deltas that can be read
};

} // namespace deltascope
