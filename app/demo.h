#pragma once

#include "items/sessionjson.h"

#include <optional>

namespace deltascope::app {

/// The bundled demo: a small multilingual BART, its three language deltas detached, a sentence in each language.
/// Nothing if its folder is not found.
std::optional<items::SavedSession> demoSession();

} // namespace deltascope::app
