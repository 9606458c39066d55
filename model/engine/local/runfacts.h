#pragma once

#include "core/generation.h"
#include "nn/config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// Facts of config.json and generation_config.json that running needs, apart from the family's own.
struct RunFacts {
    enum class Problem { SingleLabel, MultiLabel, Regression };
    Problem problem = Problem::SingleLabel;
    std::vector<std::int64_t> endIds; ///< that end a generation
    std::int64_t decoderStart = 0;
    std::int64_t pad = 0;
    std::optional<nn::Config> generation; ///< the file that says how to generate
};

/// `folder` may hold a generation_config.json, which then says how to generate, else config.json does. Throws Failure.
RunFacts readFacts(const nn::Config &config, const std::string &folder);

/// What the file that says how to generate says, as far as it can be understood.
GenerationSettings configuredGeneration(const nn::Config &generation);

/// Names of a classification head's labels, by index: id2label, else LABEL_0, LABEL_1, ...; as many as were chosen, if
/// that is not 0. Throws Failure.
std::vector<std::string> readLabels(const nn::Config &config, int chosen);

} // namespace deltascope
