#include "app/cli/commands.h"
#include "app/cli/session.h"
#include "files/columnjson.h"

#include <nlohmann/json.hpp>

namespace deltascope::app {

int runTokenize(const Options &options, Engine &engine)
{
    using nlohmann::ordered_json;
    const std::vector<Input> inputs = inputsOf(options);
    openSession(options, engine, Weights::Unneeded);
    ordered_json outputs = ordered_json::array();
    std::string text;
    for (const TokenizedText &encoding : valueOf(engine.tokens()->tokenize(inputs))) {
        outputs.push_back({{"ids", encoding.ids},
                           {"tokens", encoding.tokens},
                           {"offsets", encoding.offsets},
                           {"decoded", encoding.decoded}});
        if (encoding.prompt)
            outputs.back()["prompt"] = *encoding.prompt;
        for (std::size_t i = 0; i < encoding.ids.size(); ++i)
            text += std::to_string(encoding.ids[i]) + "\t" + encoding.tokens[i] + "\t"
                    + std::to_string(encoding.offsets[i].first) + "-" + std::to_string(encoding.offsets[i].second)
                    + "\n";
        text += "\n";
    }
    const ordered_json answer{{"outputs", std::move(outputs)}};
    deliver(options, options.answer == Answer::Json ? files::answerLine(answer) : text);
    return 0;
}

} // namespace deltascope::app
