#pragma once

#include "core/mix.h"
#include "engine/engine.h"

#include <string>
#include <vector>

namespace deltascope {

/// Saves what several deltas do together. A role as those of roles.h.
class SumRole {
public:
    virtual ~SumRole() = default;
    /// Writes the sum of a configuration's deltas, each at its strength, as one LoRA of PEFT that a server can load.
    /// Fails (no-counterpart) for deltas that are no low-rank updates.
    virtual Outcome<std::vector<std::string>> saveSum(const Mix &mix, const std::string &folder, Progress &progress)
        = 0;
};

/// Null for an engine that has no such role.
inline SumRole *sumsOf(Engine &engine) { return dynamic_cast<SumRole *>(&engine); }

} // namespace deltascope
