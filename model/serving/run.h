#pragma once

#include "core/run.h"
#include "engine/engine.h"
#include "serving/server.h"

#include <string>
#include <vector>

namespace deltascope::serving {

/// A column that runs on a server.
struct ServedColumn {
    std::string name;
    std::vector<AttachedDelta> attached; ///< as answers tell it
    std::vector<AdapterShare> shares;
};

/// What a server answered; an input that failed has an empty output.
struct ServedRun {
    ColumnResult column;
    std::vector<InputFailure> failures;
};
/// Generates on a server what the local model would be asked to; texts are the server's.
Outcome<ServedRun> runServed(Engine &local, const Server &server, const ServedColumn &column, const RunRequest &request,
                             Progress &progress);

} // namespace deltascope::serving
