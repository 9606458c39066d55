#pragma once

#include "app/cli/session.h"
#include "core/rehearsal.h"
#include "files/sessionfile.h"

#include <vector>

namespace deltascope::app {

/// The options with what --session FILE stands for where nothing is given beside it: model, deltas, inputs. Its columns
/// go with its deltas: where others are given, `session` is empty afterwards. How it generates is in `run` then. Throws
/// Failure, and Usage where there is neither a model nor a session.
Options withSession(const Options &options);

/// The options' model with what the session says of it where the words beside it say nothing.
OpenRequest modelBeside(const Options &options, const OpenRequest &kept);

/// The state of a session file over an open network, its first deltas being these. Throws Failure.
session::State stateOf(const files::SessionFile &file, const NetworkInfo &network,
                       const std::vector<DeltaInfo> &deltas);
/// What a column is called in answers: its name, or what --column would say; "by rule".
std::string titleOf(const session::State &state, const session::BenchColumn &column);

/// A column of a session file.
struct SessionColumn {
    std::string name; ///< titleOf() it
    session::ColumnKind kind = session::ColumnKind::Fixed;
    Mix mix; ///< of one that has one configuration, and that here
    session::ServedSpec served; ///< of one on a server
};
/// "the column en@gpu is left out: it runs on a server, and no --server gpu=URL is given"; why depends on what the
/// command can.
std::string leftOutSentence(const SessionColumn &served, Command command);

/// What a session file says of the deltas that were opened from it.
struct SessionPlan {
    Mix rack; ///< every delta as it is switched and how strongly
    std::vector<SessionColumn> columns; ///< each configuration that runs here once
};
/// What columns that go by rule take for an input.
struct SessionPick {
    Mix mix;
    std::string name; ///< as --column would say it
};
/// By input: what the session's own chose for themselves, else what the rules say. Throws Failure.
std::vector<SessionPick> picksOf(const std::string &path, const NetworkInfo &network,
                                 const std::vector<DeltaInfo> &deltas, const std::vector<Input> &inputs);
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
