#pragma once

#include "chat/call.h"

namespace deltascope::chat {

/// Jinja's built-in tests, as filters that give a truth. Null: there is none of that name.
const Callable *findTest(std::string_view name);

} // namespace deltascope::chat
