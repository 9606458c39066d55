#pragma once

#include "core/requests.h"
#include "session/state.h"

#include <string>
#include <string_view>
#include <vector>

namespace deltascope::files {

/// A session with its model, as a file of the ending .deltascope holds it: versioned JSON.
struct SessionFile {
    OpenRequest model;
    std::vector<std::string> modules; ///< whose indices the sites of `state` are; see session::rebased()
    session::State state;
};

/// Names stand where the state has ids and indices; keys are not kept.
std::string sessionText(const SessionFile &session);
/// All of its deltas wait. Files of older versions are migrated. Throws Failure in one sentence; `where` names the
/// file.
SessionFile sessionFrom(const std::string &where, std::string_view text);

/// Paths that are relative to the file's folder, and found there, become absolute.
SessionFile readSession(const std::string &path);
/// Beside its place, then moved there. Throws Failure.
void writeSession(const std::string &path, const SessionFile &session);

} // namespace deltascope::files
