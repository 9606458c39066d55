#pragma once

#include "app/startdelta.h"
#include "bridge/workspace.h"
#include "engine/engine.h"

#include <optional>
#include <string>
#include <vector>

namespace deltascope::app {

/// What the command line says of the window.
struct WindowRequest {
    std::optional<OpenRequest> model; ///< absent: the bundled demo
    std::vector<StartDelta> deltas; ///< in order of insertion; added attached
    std::string screenshot; ///< if not empty: grab the window there once all is computed, and exit
};

/// How the program's engine is made, on the thread that owns it, and what brings the files that it would download.
struct EngineSource {
    bridge::EngineFactory make;
    bridge::Fetch fetch;
};

/// Shows the window and returns the program's exit status. Creates the QApplication; `argv` is the program's own.
int runWindow(const WindowRequest &request, const EngineSource &source, int &argc, char **argv);

} // namespace deltascope::app
