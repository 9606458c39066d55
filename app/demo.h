#pragma once

#include "files/sessionfile.h"

#include <optional>

namespace deltascope::app {

/// The bundled demo: a small multilingual BART, its three language deltas detached, a sentence in each language.
/// Nothing if its folder is not found.
std::optional<files::SessionFile> demoSession();

} // namespace deltascope::app
