#pragma once

// A delta in another library's format, where that library has a kind that computes the same.
#include "nn/delta/delta.h"

namespace deltascope::nn {

/// What a delta folder holds: the configuration and the tensors by the names under which the library saves them.
struct DeltaFiles {
    nlohmann::json config;
    NamedTensors tensors;
};

/// The delta `info` with its taps, its effect multiplied by `strength`, as `library` saves it. Throws Failure
/// (no-counterpart) naming what the library cannot express.
DeltaFiles converted(const Host &host, const DeltaInfo &info, const std::vector<SiteTap> &taps,
                     std::string_view library, double strength);

} // namespace deltascope::nn
