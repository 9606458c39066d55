#pragma once

#include "core/deltafacts.h"
#include "nn/delta/delta.h"

namespace deltascope {

/// What a delta's files say of it before any backbone is asked.
DeltaFacts factsOf(const nn::DeltaFolder &folder);

/// The model that a delta's configuration says it was trained on; empty: it says none.
std::string trainedOn(const nlohmann::json &config);

/// "sequence-classification:3": the choice of --head that has a place for such a head.
std::string headChoice(const DeltaHead &head);

} // namespace deltascope
