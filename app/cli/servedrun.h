#pragma once

#include "app/cli/servers.h"

namespace deltascope::app {

/// Runs columns locally and on servers, side by side in the order of --column: SPEC@NAME there, all others here. Where
/// a column ran stands in `places`, by column.
struct MixedRun {
    RunResult result;
    std::vector<std::string> places; ///< the server's name; empty: here
};
MixedRun runMixed(const Options &options, RunRequest request, Engine &engine);

} // namespace deltascope::app
