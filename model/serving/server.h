#pragma once

#include "engine/served/served.h"

#include <string>

namespace deltascope::serving {

/// A server that answers.
struct Server {
    std::string name;
    served::ServedEngine *engine = nullptr;
    ServedState state;
};

} // namespace deltascope::serving
