#pragma once

#include "core/drift.h"

#include <QString>

namespace deltascope::views {

/// "asked for base, answered as base + zh"; "same".
QString verdictText(const DriftColumn &column);
/// What was measured: the largest difference, and where greedy tokens part.
QString measureText(const DriftColumn &column);

} // namespace deltascope::views
