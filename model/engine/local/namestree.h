#pragma once

#include "core/describe.h"
#include "io/checkpoint.h"

namespace deltascope {

/// A tree from tensor names alone: every dotted prefix is a module, in the order of first appearance; a list, whose
/// members are called by numbers, is in their order. Fills modules and counts.
void describeFromNames(const io::CheckpointIndex &index, NetworkInfo &info);

} // namespace deltascope
