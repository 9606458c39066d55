#pragma once

#include "engine/local/session.h"

#include <filesystem>
#include <string>

namespace deltascope {

/// A model folder's tensors, under the names that the model has and in number types that it runs in.
struct ModelWeights {
    io::CheckpointIndex tensors;
    bool areShapesOnly = false; ///< the folder has no weights, only what config.json says of them
    std::string whyShownOnly; ///< why the tensors as they are stored cannot be run; mostly empty
    std::string tokenizerFolder; ///< of a delta whose added tokens count; empty: the model's own
};

/// Reads headers. What had to be done to the tensors is among the session's notes, its config.json with a vocabulary
/// that a delta of the request brings. Throws Failure.
ModelWeights readModelWeights(const std::filesystem::path &folder, const OpenRequest &request, const HubFetch &fetch,
                              Progress &progress, Session &session);

} // namespace deltascope
