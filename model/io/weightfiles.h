#pragma once

#include <string>

namespace deltascope::io {

/// True if a model's folder holds weights that openCheckpointFolder() would read, whole or as an index of shards.
bool holdsWeights(const std::string &folder);

} // namespace deltascope::io
