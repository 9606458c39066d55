#pragma once

#include "core/hub.h"

#include <optional>
#include <string>
#include <vector>

namespace deltascope::io {

/// "org/name@revision"; the revision is "main" where the text names none.
struct HubId {
    std::string name, revision;
};

/// True if the text has the form of a hub id.
bool isHubId(const std::string &text);
HubId splitHubId(const std::string &text);

/// How the environment says the hub is reached (the variables of huggingface_hub).
struct HubAccess {
    std::string endpoint; ///< HF_ENDPOINT, without a slash at its end
    std::string token; ///< HF_TOKEN, else the file that HF_TOKEN_PATH or HF_HOME/token is; may be empty
    bool isOffline = false; ///< HF_HUB_OFFLINE
    int timeout = 10; ///< seconds without a byte after which a transfer counts as broken (HF_HUB_DOWNLOAD_TIMEOUT)
};
HubAccess hubAccess();

/// The root of the local cache: HF_HUB_CACHE, HF_HOME/hub, XDG_CACHE_HOME/huggingface/hub or ~/.cache/huggingface/hub.
std::string cacheFolder();
/// Where the cache keeps a repository: models--ORG--NAME, with refs/REVISION, blobs/ETAG and snapshots/COMMIT/, as
/// huggingface_hub writes it.
std::string repositoryFolder(const HubId &id);
/// The snapshot that a hub id's revision names in the cache, whole or not; nothing if there is none.
std::optional<std::string> cachedSnapshot(const std::string &id);
/// The snapshot of a repository, given by the folder in which a cache keeps it: that of main, else the only one.
std::optional<std::string> snapshotOfRepository(const std::string &folder);

/// The files that a part is made of, all in a repository's root.
struct PartFiles {
    std::vector<std::string> plain; ///< configurations and tokenizers: all that are there
    std::vector<std::vector<std::string>> weights; ///< of each list the first that is there, whole or sharded
};
PartFiles filesOf(HubPart part);
/// True if a snapshot holds all of a part; one that was only begun does not.
bool holds(const std::string &snapshot, HubPart part);
/// The files of the first of a part's weights that are there, whole or as shards; none if there are none.
std::vector<std::string> weightFiles(const std::string &snapshot, HubPart part);

/// The folder or file that a name on the command line says: an existing path (of a repository in a hub cache its
/// snapshot), else a hub id's snapshot from the cache,
/// else what `fetch` brings (if it is set and the environment allows it). Throws Failure if there is none of them.
std::string locate(const std::string &name, HubPart part, const HubFetch &fetch, Progress &progress);

} // namespace deltascope::io
