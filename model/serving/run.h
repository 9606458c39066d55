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

/// Generates on a server what the local model would be asked to; texts are the server's.
Outcome<ColumnResult> runServed(Engine &local, const Server &server, const ServedColumn &column,
                                const RunRequest &request, Progress &progress);

/// What `given` leaves open as the model's own files have it, which a server may not have read: repetition rules
/// always, sampling where it samples, lengths where they are wanted as configured (cli.md, Generation).
GenerationSettings settled(const GenerationSettings &given, const GenerationSettings &configured);

} // namespace deltascope::serving
