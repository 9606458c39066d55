#pragma once

#include "files/statejson.h"

namespace deltascope::files {

/// An edit of the state that the names are of, before it is made. Deltas and modules go by name, columns, inputs and
/// presets by their place.
nlohmann::ordered_json toJson(const session::Edit &edit, const session::State &before, const Names &names);

/// The edit for the state that it is made to next. Throws Failure naming file and key.
session::Edit editFrom(const JsonAt &at, const session::State &before, ModuleTable &modules);

} // namespace deltascope::files
