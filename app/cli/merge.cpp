#include "app/cli/commands.h"
#include "app/cli/session.h"

#include <nlohmann/json.hpp>

namespace deltascope::app {

int runMerge(const Options &options, Engine &engine)
{
    const std::vector<Input> inputs = options.inputs.empty() && options.inputFiles.empty() ? std::vector<Input>() : inputsOf(options);
    const Opened opened = openSession(options, engine, Weights::Required);
    NoProgress progress;
    const MergeReport report = valueOf(engine.merge({columnsOf(options, opened).front().mix, options.output, inputs}, progress));
    const nlohmann::ordered_json answer{{"max_abs_error", report.maxAbsError}, {"wrote", report.wrote}};
    std::string text = "largest difference of outputs: " + std::to_string(report.maxAbsError) + "\n";
    for (const std::string &file : report.wrote)
        text += file + "\n";
    deliver(Options(), options.answer == Answer::Json ? answer.dump() + "\n" : text);
    return 0;
}

} // namespace deltascope::app
