#pragma once

#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// The step of a Trainer's "checkpoint-200"; none of a folder of another name.
std::optional<long long> stepOf(const std::string &folder);

/// The folders checkpoint-N inside a Trainer's output folder, by step; none if there are none or it cannot be read.
std::vector<std::string> checkpointsIn(const std::string &run);

} // namespace deltascope
