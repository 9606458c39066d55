#include "app/cli/commands.h"
#include "app/cli/session.h"

#include <nlohmann/json.hpp>

namespace deltascope::app {

int runMatch(const Options &options, Engine &engine)
{
    const Opened opened = openSession(options, engine, Weights::Optional);
    std::vector<std::string> names;
    std::string text;
    for (const int module : valueOf(engine.tree()->match(options.patterns))) {
        names.push_back(opened.network.modules[module].name);
        text += names.back() + "\n";
    }
    deliver(options, options.answer == Answer::Json ? nlohmann::json{{"matched", names}}.dump() + "\n" : text);
    return 0;
}

} // namespace deltascope::app
