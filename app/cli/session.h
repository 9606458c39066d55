#pragma once

#include "app/cli/terminalprogress.h"
#include "app/options.h"
#include "core/valueof.h"
#include "engine/engine.h"

namespace deltascope::app {

/// The value of work that tells its progress, which goes from standard error before the answer is written. Throws its
/// error as Failure.
template<class Work>
auto withProgress(Work work)
{
    TerminalProgress progress;
    return valueOf(work(progress));
}

/// A model with its deltas added in order.
struct Opened {
    NetworkInfo network;
    std::vector<DeltaInfo> deltas;
    std::vector<double> strengths; ///< by delta, as the command line says
};
/// Notes and warnings go to standard error.
Opened openSession(const Options &options, Engine &engine, Weights weights);

/// Every delta attached, as "all".
Column everythingOf(const Opened &opened);
/// A delta that a SPEC names, null where none is called so, and its strength, with that of the command line.
struct SpecPart {
    const DeltaInfo *delta = nullptr;
    double strength = 1;
};
SpecPart partOf(const std::string &name, double strength, const Opened &opened);
/// What the deltas are called, in order of insertion.
std::vector<std::string> deltaNames(const Opened &opened);
/// The column that a SPEC names; `option` is where it stands. Throws Usage for a delta that is not loaded.
Column columnOf(const std::string &spec, const char *option, const Opened &opened);
/// "base" and a column for each of --checkpoints, else everythingOf().
std::vector<Column> usualColumns(const Options &options, const Opened &opened);

/// Inputs of the command line, then those of files; inputsOf() throws Usage if there are none.
std::vector<Input> givenInputs(const Options &options);
std::vector<Input> inputsOf(const Options &options);

/// Text to standard output, or to a file that is written beside and moved into place. Throws Failure.
void deliver(const Options &options, const std::string &text);
/// Throws Failure if a result would be written over a file that is read.
void keepInputs(const Options &options, const std::string &output);

} // namespace deltascope::app
