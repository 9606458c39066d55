#pragma once

// How the kinds of all libraries put a delta together.
#include "nn/delta/delta.h"

#include <memory>

namespace deltascope::nn {

/// Library, kind, targets, and of the kind's keys those that the configuration has, for the rack.
BuiltDelta beginDelta(const DeltaSource &source);

/// Adds a tap and its description; counts its parameters.
void addTap(BuiltDelta &delta, int module, std::shared_ptr<const Tap> tap, TapInfo info);

} // namespace deltascope::nn
