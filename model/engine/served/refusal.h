#pragma once

#include "engine/served/link.h"

namespace deltascope::served {

/// What is useful of a refusal's text: vLLM puts what a worker said between "Worker failed with error '" and "', please
/// check"; its own errors are objects, of a missing key a text; FastAPI's stand under "detail".
std::string reasonOf(const Answer &answer);

/// A refusal as a sentence; code "refused".
Error refusalOf(const Answer &answer, const std::string &server);

} // namespace deltascope::served
