#pragma once

#include "core/generation.h"
#include "engine/local/generate/rules.h"
#include "engine/local/generate/sampling.h"
#include "engine/local/session.h"

namespace deltascope {

/// When a beam search ends (transformers' early_stopping): as soon as enough beams have ended; when the running ones
/// look no better; or when they cannot be better at any length.
enum class EarlyStopping { Yes, Heuristic, Never };

/// The settings of a generation together with what the model's files say.
struct GenerationPlan {
    bool samples = false;
    int beams = 1;
    std::vector<LogitRule> rules; ///< change the scores of one lane, in order
    std::vector<Warper> warpers; ///< behind the rules, where it samples
    double lengthPenalty = 1;
    EarlyStopping stopping = EarlyStopping::Heuristic;
    std::vector<std::string> stops;
    std::uint64_t seed = 0;
    std::optional<std::int64_t> mostNew, longest; ///< ids: new ones; all of them. One of the two is there.
    std::vector<std::int64_t> endIds;

    /// How many ids may be added behind `given` ones. Throws Failure, naming `where`, if there is no room.
    std::size_t mostNewBehind(std::size_t given, const std::string &where) const;
};

/// Throws Failure naming file and key.
GenerationPlan planOf(const Session &session, const GenerationSettings &settings);

} // namespace deltascope
