#pragma once

#include "core/loading.h"
#include "engine/engine.h"
#include "serving/server.h"

#include <string>

namespace deltascope::serving {

/// Throws Failure (not-servable) for what notServable() says of a saved delta, and for one that trains biases.
void expectServable(Engine &local, const std::string &folder, std::int64_t mostRank);

/// The folder that a configuration would be loaded from: a delta's own at strength 1, for all others (and this too
/// where copies are wanted) a copy that holds their sum, written if need be. A folder that a server has loaded is never
/// written again: vLLM answers from the cache of its old weights, and ends if it is gone. What is not loaded after all
/// is to be discarded.
Outcome<Loaded> prepare(Engine &local, const LoadRequest &request, Progress &progress);

/// Loads it, in place of what has its name there; nothing where that is the very same.
Outcome<Done> place(served::ServedEngine &engine, const ServedState &state, const ServedAdapter &adapter,
                    const Progress &progress);

/// Both. A copy stays where the server refused it: who knows whether it has begun to read it.
Outcome<Loaded> load(Engine &local, const Server &server, const LoadRequest &request, Progress &progress);

} // namespace deltascope::serving
