#pragma once

#include "core/hub.h"

namespace deltascope::hub {

/// A HubFetch that downloads from the hub (HF_ENDPOINT) with Qt Network into the local cache, in huggingface_hub's
/// layout, so that Python finds it too. Only what `part` needs, and of that only what the cache lacks. A snapshot's
/// links appear after all its files are there, whole and checked; a transfer that broke off goes on where it was.
std::string fetch(const std::string &id, HubPart part, Progress &progress);

} // namespace deltascope::hub
