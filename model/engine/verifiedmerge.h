#pragma once

#include "core/verification.h"
#include "engine/engine.h"

#include <string>
#include <vector>

namespace deltascope {

struct VerifiedMerge {
    MergeReport report;
    std::vector<std::string> wrote; ///< files
};

/// Merges in one pass over the checkpoint, in little more memory than its largest tensor. A role as those of roles.h.
class VerifiedMergeRole {
public:
    virtual ~VerifiedMergeRole() = default;
    /// Writes the merged checkpoint beside its place, compares outputs of what was written with those of the mix, and
    /// moves it into place. Fails as MergeRole does; then, and when it is cancelled or killed, nothing stays.
    virtual Outcome<VerifiedMerge> mergeVerified(const MergeRequest &request, Verification verification,
                                                 Progress &progress)
        = 0;
};

/// Null for an engine that has no such role.
inline VerifiedMergeRole *verifiedMergesOf(Engine &engine) { return dynamic_cast<VerifiedMergeRole *>(&engine); }

} // namespace deltascope
