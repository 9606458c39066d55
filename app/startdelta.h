#pragma once

#include "core/requests.h"

namespace deltascope::app {

/// Of a Trainer's output folder: its newest checkpoint, or each of them as a delta.
enum class Steps { Newest, Each };

/// A delta that the command line names.
struct StartDelta {
    DeltaRequest request;
    double strength = 1.0;
    Steps steps = Steps::Newest;
};

} // namespace deltascope::app
