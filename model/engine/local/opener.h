#pragma once

#include "engine/local/session.h"

namespace deltascope {

/// Opens a folder, a file or a hub id, which `fetch` brings if the cache lacks it. Weights are mapped, never read.
/// Throws Failure or Cancelled.
std::unique_ptr<Session> openSession(const OpenRequest &request, const HubFetch &fetch, Progress &progress);

/// The same model, opened as `session` was, with other tensors and another config.json and without deltas.
std::unique_ptr<Session> openWith(const Session &session, io::CheckpointIndex tensors, const nn::Config &config,
                                  Progress &progress);

} // namespace deltascope
