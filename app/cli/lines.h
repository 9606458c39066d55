#pragma once

#include "app/options.h"
#include "core/dataline.h"
#include "engine/engine.h"

namespace deltascope::app {

/// Texts of the command line as conversations where --chat says so, and --system in front of every conversation. Throws
/// Usage for words that do not fit together.
std::vector<Input> asConversations(const Options &options, std::vector<Input> given);
void addSystem(const Options &options, Input &input);

/// What `score` is asked about: the inputs of the command line with their --target, then the lines of files. Throws
/// Usage if there are none.
std::vector<DataLine> scoredLines(const Options &options);
/// The lines of a file of labelled data.
std::vector<DataLine> dataLines(const Options &options, const std::string &path);

/// Throws Failure for an engine that has no such role.
JudgeRole &judgeOf(Engine &engine);

} // namespace deltascope::app
