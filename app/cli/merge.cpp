#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace deltascope::app {

namespace {

/// Said before anything is written.
std::string measured(const MergeReport &report, std::size_t inputs)
{
    std::string text = "largest difference of outputs: " + nlohmann::json(report.maxAbsError).dump() + " on "
                       + (inputs ? std::to_string(inputs) + " given" : std::string("built-in")) + " inputs\n";
    const bool isExact = std::all_of(report.modules.begin(), report.modules.end(),
                                     [](const MergedModule &module) { return module.roundingError == 0; });
    text += "merged into " + std::to_string(report.modules.size()) + " modules"
            + (isExact ? ", nothing rounded\n" : "; largest rounding error of each:\n");
    if (!isExact)
        for (const MergedModule &module : report.modules)
            text += "  " + module.name + ": " + nlohmann::json(module.roundingError).dump() + "\n";
    return text;
}

} // namespace

int runMerge(const Options &options, Engine &engine)
{
    if (options.deltas.empty())
        throw Usage{"expected a delta to merge (--delta or --new), found none"};
    const Opened opened = openSession(options, engine, Weights::Required);
    const MergeRequest request{everythingOf(opened).mix, givenInputs(options), options.output};
    TerminalProgress progress;
    const MergeReport report = valueOf(engine.merges()->measureMerge(request, progress));
    std::cerr << measured(report, request.inputs.size());
    const std::vector<std::string> wrote = valueOf(valueOf(engine.merges()->merge(request, progress))(progress));
    if (options.answer == Answer::Json) {
        nlohmann::ordered_json rounding = nlohmann::ordered_json::object();
        for (const MergedModule &module : report.modules)
            rounding[module.name] = module.roundingError;
        std::cout << files::answerLine(
            {{"max_abs_error", report.maxAbsError}, {"rounding", std::move(rounding)}, {"wrote", wrote}});
        return 0;
    }
    for (const std::string &file : wrote)
        std::cout << file << '\n';
    return 0;
}

} // namespace deltascope::app
