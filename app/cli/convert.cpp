#include "app/cli/commands.h"
#include "app/cli/session.h"

namespace deltascope::app {

int runConvert(const Options &options, Engine &engine)
{
    const Opened opened = openSession(options, engine, Weights::Optional);
    if (opened.deltas.size() != 1)
        throw Usage{"convert: expected one delta, found " + std::to_string(opened.deltas.size())};
    std::string text;
    for (const std::string &file : valueOf(engine.convert({opened.deltas.front().id, options.deltaFormat, options.output})))
        text += file + "\n";
    deliver(Options(), text);
    return 0;
}

} // namespace deltascope::app
