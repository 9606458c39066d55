#pragma once

#include <optional>
#include <string>

namespace deltascope::io {

/// The folder or file that MODEL names: an existing path, else the snapshot of a hub id ("org/name", "name", with an
/// optional "@revision") in the local Hugging Face cache. Throws Failure if there is neither.
std::string resolveModel(const std::string &model);

/// The newest snapshot of a hub id in the local cache (HF_HUB_CACHE, HF_HOME/hub, XDG_CACHE_HOME or ~/.cache); nothing
/// if it is not there. Layout: models--ORG--NAME/{refs/REVISION, snapshots/COMMIT/}, as huggingface_hub writes it.
std::optional<std::string> cachedSnapshot(const std::string &id);

/// True if the text has the form of a hub id.
bool isHubId(const std::string &text);

/// The root of the local cache.
std::string cacheFolder();

} // namespace deltascope::io
