#pragma once

#include "engine/local/fold.h"

#include <filesystem>
#include <optional>

namespace deltascope {

/// A merged checkpoint before it is written; needs the session no more.
struct MergedFiles {
    io::CheckpointIndex tensors;
    std::vector<std::filesystem::path> along; ///< configurations, tokenizers and templates to copy
    std::optional<std::string> config; ///< config.json's text, where it is another than the backbone's
    std::string folder;
};

/// See MergeRole. All throw Failure or Cancelled.
MergeReport measureMerge(Session &session, const MergeRequest &request, Progress &progress);
MergedFiles foldMerged(Session &session, const MergeRequest &request, Progress &progress);
/// On any thread.
std::vector<std::string> writeMerged(const MergedFiles &files, Progress &progress);

} // namespace deltascope
