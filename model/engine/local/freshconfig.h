#pragma once

#include "core/requests.h"

#include <nlohmann/json.hpp>

namespace deltascope {

/// OpenDelta's configuration object of "kind:key=value,...": numbers, truth values and lists are told by their look.
/// `seed` is taken out of it; it keeps its value where the request names none. Throws Failure.
nlohmann::json configurationOf(const DeltaRequest &request, std::uint64_t &seed);

} // namespace deltascope
