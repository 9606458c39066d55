#include "app/cli/commands.h"
#include "app/cli/servers.h"
#include "files/columnjson.h"
#include "serving/loading.h"

#include <iostream>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

LoadRequest requestOf(const Options &options)
{
    LoadRequest request;
    request.copies = options.adapter.copies;
    request.mostRank = options.adapter.mostRank;
    for (const std::string &text : options.adapter.mappings)
        request.mappings.push_back(parseMapping(text));
    return request;
}

/// Servers that a SPEC or, without @, all columns go to.
std::vector<std::size_t> placesOf(const std::optional<std::size_t> &place, const Servers &servers)
{
    if (place)
        return {*place};
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < servers.all().size(); ++i)
        all.push_back(i);
    return all;
}

} // namespace

int runLoad(const Options &options, Engine &engine)
{
    if (!options.adapter.name.empty() && options.columns.size() > 1)
        throw Usage{"--name: expected one --column, found " + std::to_string(options.columns.size())};
    LoadRequest request = requestOf(options);
    const Servers servers(options);
    const Opened opened = openSession(options, engine, Weights::Optional);
    ordered_json list = ordered_json::array();
    std::string text;
    for (const std::string &column : options.columns) {
        const auto [spec, place] = servers.split(column);
        request.name = options.adapter.name.empty() ? spec : options.adapter.name;
        request.mix = columnOf(spec, "--column", opened).mix;
        for (const std::size_t at : placesOf(place, servers)) {
            const serving::Server &server = servers.all()[at];
            const Loaded loaded
                = withProgress([&](Progress &progress) { return serving::load(engine, server, request, progress); });
            list.push_back({{"name", loaded.adapter.name},
                            {"server", server.name},
                            {"path", loaded.adapter.path},
                            {"wrote", loaded.wrote}});
            text += loaded.adapter.name + " @" + server.name + ": loaded from " + loaded.adapter.path
                    + (loaded.wrote.empty() ? "\n" : ", a copy that was written for it\n");
        }
    }
    deliver(options, options.answer == Answer::Json ? files::answerLine({{"loaded", std::move(list)}}) : text);
    return 0;
}

int runUnload(const Options &options, Engine &)
{
    const Servers servers(options);
    ordered_json list = ordered_json::array();
    std::string text;
    for (const serving::Server &server : servers.all()) {
        withProgress([&](Progress &progress) { return server.engine->unload(options.adapter.name, progress); });
        list.push_back({{"name", options.adapter.name}, {"server", server.name}});
        text += options.adapter.name + " @" + server.name + ": unloaded\n";
    }
    deliver(options, options.answer == Answer::Json ? files::answerLine({{"unloaded", std::move(list)}}) : text);
    return 0;
}

} // namespace deltascope::app
