#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "app/cli/terminalprogress.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace deltascope::app {

int runConvert(const Options &options, Engine &engine)
{
    if (options.deltas.size() != 1)
        throw Usage{"expected one delta (--delta or --new), found " + std::to_string(options.deltas.size())};
    const Opened opened = openSession(options, engine, Weights::Optional);
    TerminalProgress progress;
    const auto wrote = valueOf(engine.saves()->save(
        {opened.deltas.front().id, options.library, opened.strengths.front(), options.output}, progress));
    if (options.answer == Answer::Json) {
        std::cout << nlohmann::json{{"wrote", wrote}}.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << '\n';
        return 0;
    }
    for (const std::string &file : wrote)
        std::cout << file << '\n';
    return 0;
}

} // namespace deltascope::app
