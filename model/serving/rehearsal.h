#pragma once

#include "core/rehearsal.h"
#include "core/run.h"
#include "engine/engine.h"
#include "engine/served/served.h"
#include "session/rule.h"

#include <optional>
#include <vector>

namespace deltascope::serving {

/// The routes of a rack: each delta that is named after a language for texts in it, the backbone for all others.
std::vector<Route> usualRoutes(const std::vector<DeltaInfo> &deltas);

/// Routes that are asked of many lines. Throws Failure for an expression or a language that is none.
class Router {
public:
    explicit Router(const std::vector<Route> &routes);
    /// The place of the route that an input takes; none where none holds.
    std::optional<std::size_t> placeOf(const Input &input) const;

private:
    std::vector<session::Rule> m_rules;
};

struct RehearsalRequest {
    std::vector<Input> inputs;
    std::vector<Route> routes;
    std::vector<std::vector<AdapterShare>> shares; ///< by route
    served::ServerAccess access;
    int parallel = 1; ///< requests at once
    std::int64_t newTokens = 32;
};

/// Sends every input to the server by its route, several at once. A line that fails stops no other.
Outcome<Rehearsal> rehearse(Engine &local, const RehearsalRequest &request, Progress &progress);

} // namespace deltascope::serving
