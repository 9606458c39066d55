#pragma once

// A delta in another library's format, where that library has a kind that computes the same.
#include "nn/delta/delta.h"

namespace deltascope::nn {

/// What a delta folder holds: the configuration and the tensors by the names under which the library saves them.
struct DeltaFiles {
    nlohmann::json config;
    NamedTensors tensors;
};

/// What is written of a delta: its effect multiplied, its low-rank updates cut to their strongest directions.
struct Wanted {
    std::string_view library;
    double strength = 1;
    std::int64_t rank = 0; ///< 0: as they are
};

/// The delta `info` with its taps as the library saves it. Throws Failure (no-counterpart) naming what the library
/// cannot express, and (no-low-rank) for a rank that the delta cannot be cut to.
DeltaFiles converted(const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps, const Wanted &wanted);

/// One of several deltas whose effects are added.
struct Summand {
    const DeltaInfo &info;
    const std::vector<SiteTap> &taps;
    double strength = 1;
};
/// The sum as one LoRA of PEFT for serving engines, which know neither strengths nor sums nor, for certain, patterns:
/// the factors of every module side by side, alpha / r and strength multiplied into B, padded with zeros to one rank,
/// lora_alpha = r. Throws Failure (no-counterpart) for what is no low-rank update.
DeltaFiles summed(const Host &host, const std::vector<Summand> &summands);

/// How much of a low-rank delta `rank` directions keep. Throws Failure (no-low-rank).
struct Truncation {
    std::int64_t rankBefore = 0, rank = 0; ///< the largest of any module
    double kept = 1; ///< of the squares of all singular values
    std::int64_t numbersBefore = 0, numbers = 0; ///< in the factors
};
Truncation truncation(const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps, std::int64_t rank);

} // namespace deltascope::nn
