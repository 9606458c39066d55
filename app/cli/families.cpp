#include "app/cli/commands.h"
#include "app/cli/session.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace deltascope::app {

namespace {

using nlohmann::ordered_json;

/// Heads that at least one family has, in the order of their words.
std::vector<HeadKind> headsOf(const Supported &supported)
{
    std::vector<HeadKind> heads;
    for (const auto &[head, word] : headWords())
        for (const FamilyInfo &family : supported.families)
            if (std::find(family.heads.begin(), family.heads.end(), head) != family.heads.end()) {
                heads.push_back(head);
                break;
            }
    return heads;
}

std::string toMarkdown(const Supported &supported)
{
    const std::vector<HeadKind> heads = headsOf(supported);
    std::string text = "| family |", line = "\n| --- |";
    const auto column = [&](std::string_view name) {
        text += " " + std::string(name) + " |";
        line += " :-: |";
    };
    for (const HeadKind head : heads)
        column(wordOf(head));
    for (const std::string &format : supported.formats)
        column(format);
    text += line + "\n";
    for (const FamilyInfo &family : supported.families) {
        text += "| " + family.modelType + " |";
        for (const HeadKind head : heads)
            text += std::find(family.heads.begin(), family.heads.end(), head) != family.heads.end() ? " x |" : " |";
        for (std::size_t i = 0; i < supported.formats.size(); ++i)
            text += " x |";
        text += "\n";
    }
    return text;
}

std::string toJson(const Supported &supported)
{
    ordered_json families = ordered_json::array();
    for (const FamilyInfo &family : supported.families) {
        std::vector<std::string> heads;
        for (const HeadKind head : family.heads)
            heads.emplace_back(wordOf(head));
        families.push_back({{"family", family.modelType}, {"heads", heads}, {"formats", supported.formats}});
    }
    return ordered_json{{"families", std::move(families)}}.dump() + "\n";
}

} // namespace

int runFamilies(const Options &options, Engine &engine)
{
    const Supported supported = engine.supported();
    deliver(options, options.answer == Answer::Json ? toJson(supported) : toMarkdown(supported));
    return 0;
}

} // namespace deltascope::app
