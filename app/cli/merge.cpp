#include "app/cli/commands.h"
#include "app/cli/interruption.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"
#include "core/numbers.h"
#include "engine/engine.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>

namespace deltascope::app {

namespace {

std::string counted(std::size_t count, const char *one, const char *several)
{
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

std::string rounded(double number)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.2g", number);
    return text;
}

/// "on 2 given inputs".
std::string onInputs(const MergeRequest &request, Verification verification)
{
    if (!request.inputs.empty())
        return " on " + counted(request.inputs.size(), "given input", "given inputs");
    return verification == Verification::Full ? " on built-in inputs" : " on a built-in input";
}

/// How far outputs are from those before, and on what.
std::string compared(double most, const std::string &on)
{
    if (std::isnan(most))
        return "outputs are not numbers" + on + "\n";
    return most == 0 ? "outputs are the same as before" + on + "\n"
                     : "outputs differ from those before by " + rounded(most) + " at most" + on + "\n";
}

/// What a full verification read, which is the file of the weights.
std::string readBack(const std::vector<std::string> &wrote)
{
    for (const std::string &file : wrote)
        if (file.ends_with(".safetensors"))
            return "read back from the disk: " + std::filesystem::path(file).filename().string() + ", "
                   + bytesText(static_cast<std::int64_t>(std::filesystem::file_size(file)))
                   + ", every byte as it was written\n";
    return {};
}

std::string folded(const std::vector<MergedModule> &modules)
{
    const bool isExact = std::all_of(modules.begin(), modules.end(),
                                     [](const MergedModule &module) { return module.roundingError == 0; });
    std::string text = "merged into " + counted(modules.size(), "module", "modules")
                       + (isExact ? ", nothing rounded\n" : "; largest rounding error of each:\n");
    if (!isExact)
        for (const MergedModule &module : modules)
            text += "  " + module.name + ": " + rounded(module.roundingError) + "\n";
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
    const VerifiedMerge merge = valueOf(std::move(merged));
    std::cerr << compared(merge.report.maxAbsError, onInputs(request, options.verification))
              << (options.verification == Verification::Full ? readBack(merge.wrote) : "")
              << folded(merge.report.modules);
    if (options.answer == Answer::Json) {
        nlohmann::ordered_json rounding = nlohmann::ordered_json::object();
        for (const MergedModule &module : merge.report.modules)
            rounding[module.name] = module.roundingError;
        std::cout << files::answerLine(
            {{"max_abs_error", merge.report.maxAbsError}, {"rounding", std::move(rounding)}, {"wrote", merge.wrote}});
        return 0;
    }
    for (const std::string &file : merge.wrote)
        std::cout << file << '\n';
    return 0;
}

} // namespace deltascope::app
