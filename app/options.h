#pragma once

#include "app/startdelta.h"
#include "core/evaluation.h"
#include "core/rehearsal.h"
#include "core/requests.h"
#include "core/run.h"
#include "core/served.h"
#include "core/verification.h"

#include <optional>
#include <string>
#include <vector>

namespace deltascope::app {

enum class Command {
    Window,
    Log,
    Run,
    Score,
    Evaluate,
    Blame,
    Compare,
    Test,
    Report,
    Match,
    Tokenize,
    Check,
    Shelf,
    Convert,
    Merge,
    Drift,
    Load,
    Unload,
    Rehearse,
    Families
};
enum class Answer { Text, Json };
/// Turns: what a user says in a conversation.
enum class TextMeaning { Plain, Turns };
enum class TreeFormat { Text, Ansi, Json, Png, Svg, Pdf };
enum class Folding { Folded, Unfolded };

/// load, unload: an adapter of a server.
struct AdapterOptions {
    std::string name; ///< empty: the SPEC
    std::string copies; ///< a folder; empty: none are made
    std::vector<std::string> mappings; ///< LOCAL=SERVER
    std::int64_t mostRank = 0; ///< the server's cap; 0: unknown
};

/// What the command line says (cli.md), apart from the words that only the engine can judge.
struct Options {
    Command command = Command::Window;
    std::vector<std::string> words; ///< as they were written
    OpenRequest model; ///< model.model may be empty for the window: the bundled demo
    std::string session; ///< a file that stands for model, deltas, columns and inputs; empty: none
    std::vector<StartDelta> deltas; ///< in the order of insertion, saved and fresh ones mixed as written
    std::vector<std::string> columns; ///< SPECs of --column
    std::vector<ServerAddress> servers;
    std::string serverKeyFile; ///< empty: the key is that of the environment, or there is none
    AdapterOptions adapter;
    std::vector<Route> routes; ///< rehearse; empty: the session's rules, else by language
    std::string routesFile; ///< rehearse: to write
    int parallel = 1; ///< rehearse: requests at once
    std::vector<Input> inputs; ///< of --text, --text-pair, --ids and --decoder-ids
    TextMeaning texts = TextMeaning::Plain; ///< of --text
    std::optional<std::string> system; ///< in front of every conversation
    std::vector<std::string> targets; ///< score: the n-th belongs to the n-th text
    std::string data, predictions; ///< evaluate: files
    EvaluationRequest::Texts evaluatedTexts = EvaluationRequest::Texts::Scored;
    std::vector<std::string> inputFiles; ///< "-" is standard input
    RunRequest run; ///< task, pool, positions, length, divergence
    Answer answer = Answer::Text;
    std::vector<std::string> patterns; ///< match
    std::vector<std::string> detached; ///< log
    TreeFormat format = TreeFormat::Text;
    int width = 0; ///< log: columns of the terminal; 0 is unlimited
    Folding folding = Folding::Folded;
    std::string output; ///< -o
    std::string path; ///< check, shelf
    std::string against; ///< check, shelf, compare: a backbone; blame: the SPEC that is compared with
    std::string library; ///< convert; empty: the delta's own
    std::string junit; ///< test: a file for JUnit's XML; empty: none
    std::int64_t rank = 0; ///< convert: directions that are kept; 0: all
    Verification verification = Verification::Quick; ///< merge
    std::string screenshot; ///< window
};

/// Parsed options, or the exit status with which the program is to end at once (help, version, wrong usage); what there
/// is to say has then been printed.
struct Parsed {
    std::optional<Options> options;
    int status = 0;
};
Parsed parseOptions(int argc, const char *const *argv);

/// "en+adpt*0.5" or "base" as (name, strength) pairs; `names` are those of the deltas that there are, which may hold +
/// and * themselves. Throws Failure for what can be read in no way or in several.
std::vector<std::pair<std::string, double>> parseColumn(const std::string &spec, const std::vector<std::string> &names);
/// "[NAME=]PATH[*STRENGTH]"; the name is empty where the text has none. Throws Failure.
StartDelta parseSaved(const std::string &text);
/// Deltas as they are opened: a run's checkpoints one by one where that is asked for, each with a name of its own, by
/// default after its folder. Throws Failure for one name given twice and for a run without checkpoints.
std::vector<StartDelta> resolved(const std::vector<StartDelta> &deltas);
/// "NAME=KIND:key=value,..." or "NAME=JSON". Throws Failure.
StartDelta parseFresh(const std::string &text);
/// "0,8,2". Throws Failure.
std::vector<std::int64_t> parseIds(const std::string &text);

} // namespace deltascope::app
