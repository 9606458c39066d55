#pragma once

#include "app/cli/session.h"
#include "core/rehearsal.h"
#include "files/sessionfile.h"

#include <vector>

namespace deltascope::app {

/// The options with what --session FILE stands for where nothing is given beside it: model, deltas, inputs. Its columns
/// go with its deltas: where others are given, `session` is empty afterwards. Throws Failure, and Usage where there is
/// neither a model nor a session.
Options withSession(const Options &options);

/// The options' model with what the session says of it where the words beside it say nothing.
OpenRequest modelBeside(const Options &options, const OpenRequest &kept);

/// The state of a session file over an open network, its first deltas being these. Throws Failure.
session::State stateOf(const files::SessionFile &file, const NetworkInfo &network,
                       const std::vector<DeltaInfo> &deltas);
/// What a column is called in answers: its name, or what --column would say; "by rule".
std::string titleOf(const session::State &state, const session::BenchColumn &column);

/// What a session file says of the deltas that were opened from it.
struct SessionPlan {
    Mix rack; ///< every delta as it is switched and how strongly
    std::vector<Column> columns; ///< each configuration once; those that go by rule have no place here
    bool hasByRule = false; ///< there are such
    std::vector<std::string> served; ///< those on servers, as --column says them: "en@gpu"
    GenerationSettings generation;
};
/// A rule of a session with what it stands for.
struct SessionRoute {
    Route route;
    Mix mix;
};
/// The session's rules over the deltas that were opened from it, the backbone for all that they leave. Throws Failure
/// for one that names a delta which the session has not.
std::vector<SessionRoute> routesOf(const std::string &path, const NetworkInfo &network,
                                   const std::vector<DeltaInfo> &deltas);
/// Throws Failure where a rule of the session names a delta which the session has not.
void expectDeltas(const session::State &state, const std::string &path);
/// Throws Failure.
SessionPlan planOf(const std::string &path, const NetworkInfo &network, const std::vector<DeltaInfo> &deltas);

} // namespace deltascope::app
