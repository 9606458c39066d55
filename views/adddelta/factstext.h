#pragma once

#include "core/deltafacts.h"

#include <QString>

namespace deltascope::views {

/// What one asks first of a saved delta, a line for each thing that its files say: rank, targets, base model, ...
QString factsText(const DeltaFacts &facts);

} // namespace deltascope::views
