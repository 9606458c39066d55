#pragma once

#include "core/similarity.h"

#include <string>

namespace deltascope::files {

/// cli.md's answer of `compare`, one line.
std::string similarityJson(const Similarity &similarity);

} // namespace deltascope::files
