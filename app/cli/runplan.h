#pragma once

#include "app/cli/servers.h"
#include "app/cli/sessionplan.h"
#include "serving/run.h"

#include <optional>
#include <string>
#include <vector>

namespace deltascope::app {

/// A column of a run: one configuration here, one that rules pick for each input, or one on a server.
struct RunColumn {
    std::string name;
    std::vector<std::size_t> places; ///< here: which of the plan's configurations answers each input
    std::vector<std::string> taken; ///< by rule: what those are called, by input; else empty
    std::optional<std::size_t> server; ///< there: its place
    serving::ServedColumn served; ///< there
};

struct RunPlan {
    std::vector<Column> configurations; ///< that run here, each once
    std::vector<RunColumn> columns;
    std::vector<std::string> leftOut; ///< a sentence for each column of the session that cannot run
};

/// What --column says, else the session's columns, else "base" and one for each of --checkpoints, else every delta
/// attached. Columns of a session whose server is not among `servers` are left out. Throws Usage and Failure.
RunPlan planOfRun(const Options &options, const Opened &opened, const Servers &servers,
                  const std::vector<Input> &inputs);

/// The same for lines that servers do not answer: every column of a session that runs there is left out.
RunPlan planOfLines(const Options &options, const Opened &opened, const std::vector<DataLine> &lines);

/// A column that runs on a server: `spec` is what it wants as --column says it. Throws Usage and Failure for what that
/// server does not take.
RunColumn servedColumn(const std::string &name, const std::string &spec, const std::vector<AdapterShare> &wanted,
                       const Opened &opened, const Servers &servers, std::size_t server);

/// Says on standard error what is left out.
void sayLeftOut(const RunPlan &plan);

/// The deltas of several configurations, each once.
std::vector<AttachedDelta> joined(const std::vector<const std::vector<AttachedDelta> *> &lists);

} // namespace deltascope::app
