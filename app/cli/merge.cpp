#include "app/cli/commands.h"
#include "app/cli/interruption.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"
#include "engine/engine.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace deltascope::app {

namespace {

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
    VerifiedMergeRole *merges = engine.verifiedMerges();
    if (!merges)
        throw Failure(options.model.model, "expected an engine that merges, found none");
    const MergeRequest request{everythingOf(opened).mix, givenInputs(options), options.output};
    const Interruption interruption;
    TerminalProgress progress(&interruption);
    Outcome<VerifiedMerge> merged = merges->mergeVerified(request, options.verification, progress);
    if (!merged && interruption.came())
        return Interruption::status;
    const auto [report, wrote] = valueOf(std::move(merged));
    std::cerr << measured(report, request.inputs.size());
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
