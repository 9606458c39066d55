#pragma once

#include "app/options.h"

namespace CLI {
class App;
}

namespace deltascope::app {

/// --chat, --system, --template, --template-arg: how conversations are given and rendered.
void addChatOptions(CLI::App &app, Options &options);
/// --sample, --beams, --stop, ...: how text is generated.
void addGenerationOptions(CLI::App &app, Options &options);

} // namespace deltascope::app
