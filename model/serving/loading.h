#pragma once

#include "core/mix.h"
#include "engine/engine.h"
#include "serving/server.h"

#include <string>
#include <vector>

namespace deltascope::serving {

/// Where a server finds what stands here: paths that begin with `here` begin there with `there`.
struct PathMapping {
    std::string here, there;
};
/// "LOCAL=SERVER". Throws Failure.
PathMapping parseMapping(const std::string &text);
/// An absolute path as the server knows it; of several mappings the longest `here` counts.
std::string mapped(const std::string &path, const std::vector<PathMapping> &mappings);

/// Throws Failure (not-servable) for what notServable() says of a saved delta, and for one that trains biases.
void expectServable(Engine &local, const std::string &folder, std::int64_t mostRank);

struct LoadRequest {
    std::string name; ///< for the adapter
    Mix mix; ///< of loaded deltas
    std::string copies; ///< a folder that copies are written below, each named by its content; empty: none is made
    std::vector<PathMapping> mappings;
    std::int64_t mostRank = 0; ///< the server's --max-lora-rank; 0: unknown
};

struct Loaded {
    ServedAdapter adapter;
    std::string folder; ///< here
    std::vector<std::string> wrote; ///< of a copy; empty: the delta's own folder, or a copy that was there already
};

/// Loads a configuration as an adapter: a delta at strength 1 from its own folder, all others (and this too where
/// copies are wanted) as a copy that holds their sum. A folder that a server has loaded is never written again: vLLM
/// answers from the cache of its old weights, and ends if it is gone.
Outcome<Loaded> load(Engine &local, const Server &server, const LoadRequest &request, Progress &progress);

} // namespace deltascope::serving
