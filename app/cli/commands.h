#pragma once

#include "app/options.h"
#include "engine/engine.h"

#include <memory>

namespace deltascope::app {

using MakeEngine = std::unique_ptr<Engine> (*)();

/// Runs a subcommand and returns the program's exit status: 0 done, 1 bad input (said in one line on standard error),
/// 2 wrong usage.
int runCommand(const Options &options, MakeEngine makeEngine);

/// Thrown for words that are wrong together.
struct Usage {
    std::string what;
};

// One file per subcommand. They throw Failure for bad input; output is complete or absent.
int runLog(const Options &options, Engine &engine);
int runRun(const Options &options, Engine &engine);
int runMatch(const Options &options, Engine &engine);
int runTokenize(const Options &options, Engine &engine);
int runMerge(const Options &options, Engine &engine);
int runConvert(const Options &options, Engine &engine);
int runCheck(const Options &options, Engine &engine);
int runShelf(const Options &options, Engine &engine);
int runScore(const Options &options, Engine &engine);
int runEvaluate(const Options &options, Engine &engine);
int runBlame(const Options &options, Engine &engine);
int runCompare(const Options &options, Engine &engine);
int runTest(const Options &options, Engine &engine);
int runReport(const Options &options, Engine &engine);
int runDrift(const Options &options, Engine &engine);
int runLoad(const Options &options, Engine &engine);
int runUnload(const Options &options, Engine &engine);
int runRehearse(const Options &options, Engine &engine);
int runFamilies(const Options &options, Engine &engine);

} // namespace deltascope::app
