#pragma once

#include "files/jsonat.h"
#include "session/state.h"

namespace deltascope::files {

/// How answers are computed, as files hold it: under the names of generation_config.json where it has them.
nlohmann::ordered_json toJson(const session::RunSettings &run);
/// Throws Failure naming file and key.
session::RunSettings runFrom(const JsonAt &at);

} // namespace deltascope::files
