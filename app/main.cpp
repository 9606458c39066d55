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

/// The window asks again and again what differs in little: 256 MB hold 50 texts of 128 tokens in bart-base.
std::unique_ptr<deltascope::Engine> makeWindowsEngine()
{
    auto engine = makeProgramsEngine();
    if (deltascope::ReuseRole *reuse = engine->reuse())
        reuse->keepActivations(std::size_t(256) << 20);
    return engine;
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
    return app::runWindow(request, {makeWindowsEngine, fetch}, argc, argv);
}
