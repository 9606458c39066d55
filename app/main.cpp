#include "app/cli/commands.h"
#include "app/options.h"
#include "app/pictures.h"
#include "app/window.h"
#include "hub/fetch.h"

#include <iostream>

namespace {

std::unique_ptr<deltascope::Engine> makeProgramsEngine()
{
    return deltascope::makeHubEngine(deltascope::hub::fetch, deltascope::app::readPicture);
}

} // namespace

int main(int argc, char **argv)
{
    using namespace deltascope;
    const app::Parsed parsed = app::parseOptions(argc, argv);
    if (!parsed.options)
        return parsed.status;
    const app::Options &options = *parsed.options;
    if (options.command != app::Command::Window)
        return app::runCommand(options, makeProgramsEngine);
    app::WindowRequest request;
    if (!options.model.model.empty())
        request.model = options.model;
    request.deltas = options.deltas;
    request.screenshot = options.screenshot;
    const auto fetch = [](const std::string &name, HubPart part, Progress &progress) {
        return bring(name, part, hub::fetch, progress);
    };
    return app::runWindow(request, {makeProgramsEngine, fetch}, argc, argv);
}
