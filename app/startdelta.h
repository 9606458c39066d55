#pragma once

#include "core/requests.h"

namespace deltascope::app {

/// A delta that the command line names.
struct StartDelta {
    DeltaRequest request;
    double strength = 1.0;
};

} // namespace deltascope::app
