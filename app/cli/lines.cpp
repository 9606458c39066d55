#include "app/cli/lines.h"

#include "app/cli/commands.h"
#include "files/inputlines.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

files::InputLines readWithNote(const std::string &path)
{
    files::InputLines lines = files::readInputLines(path);
    if (const std::string note = files::ignoredNote(path, lines); !note.empty())
        std::clog << note << '\n';
    return lines;
}

/// The n-th target belongs to the n-th text.
void addTargets(const Options &options, std::vector<DataLine> &lines)
{
    std::size_t next = 0;
    for (DataLine &line : lines) {
        if (next == options.targets.size())
            return;
        if (line.input.text || line.input.messages)
            line.target = options.targets[next++];
    }
    if (next < options.targets.size())
        throw Usage{"--target: expected a --text for each, found " + std::to_string(next)};
}

} // namespace

void addSystem(const Options &options, Input &input)
{
    if (!options.system || !input.messages)
        return;
    ordered_json messages = ordered_json::parse(*input.messages);
    messages.insert(messages.begin(), ordered_json{{"role", "system"}, {"content", *options.system}});
    input.messages = messages.dump();
}

std::vector<Input> asConversations(const Options &options, std::vector<Input> given)
{
    if (options.texts == TextMeaning::Turns)
        for (Input &input : given) {
            if (!input.text)
                continue;
            if (input.textPair)
                throw Usage{"--text-pair: expected none beside --chat, found one"};
            input.messages = ordered_json::array({{{"role", "user"}, {"content", *input.text}}}).dump();
            input.text.reset();
            addSystem(options, input);
        }
    const bool hasPlain
        = std::any_of(given.begin(), given.end(), [](const Input &input) { return input.text.has_value(); });
    if (options.system && hasPlain)
        throw Usage{"--system: expected --chat beside it, since the texts are no conversations"};
    return given;
}

std::vector<DataLine> scoredLines(const Options &options)
{
    std::vector<DataLine> lines;
    for (Input &input : asConversations(options, options.inputs))
        lines.emplace_back().input = std::move(input);
    addTargets(options, lines);
    for (const std::string &path : options.inputFiles) {
        std::vector<DataLine> more = dataLines(options, path);
        lines.insert(lines.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    }
    if (lines.empty())
        throw Usage{"expected inputs (--text, --ids or --input), found none"};
    return lines;
}

std::vector<DataLine> dataLines(const Options &options, const std::string &path)
{
    std::vector<DataLine> lines = readWithNote(path).lines;
    for (DataLine &line : lines)
        addSystem(options, line.input);
    return lines;
}

JudgeRole &judgeOf(Engine &engine)
{
    JudgeRole *judge = engine.judge();
    if (!judge)
        throw Failure("score", "expected an engine that judges texts, found one that does not");
    return *judge;
}

} // namespace deltascope::app
