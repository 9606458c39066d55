// Renders templates from standard input, one JSON object a line {"template", "variables"}, and answers each with a line
// {"prompt"} or {"error"}: what tests/peers/templates.py compares with the real Jinja.
#include "chat/json.h"
#include "chat/template.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace {

using nlohmann::ordered_json;
using namespace deltascope;

ordered_json answer(const std::string &line)
{
    try {
        const ordered_json request = ordered_json::parse(line);
        const chat::Template rendered(request.at("template").get<std::string>(), "template");
        std::vector<std::pair<std::string, chat::Value>> variables;
        const auto given = chat::parseJson(line).value();
        for (const auto &[name, value] : given.dict()->named("variables")->dict()->items())
            variables.emplace_back(*name.text(), value);
        return {{"prompt", rendered.render(variables)}};
    } catch (const Failure &failure) {
        return {{"error", failure.what()}};
    } catch (const std::exception &error) { // a broken request: the script's fault
        return {{"broken", error.what()}};
    }
}

} // namespace

int main()
{
    for (std::string line; std::getline(std::cin, line);)
        std::cout << answer(line).dump(-1, ' ', false, ordered_json::error_handler_t::replace) << std::endl;
}
