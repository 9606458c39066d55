#pragma once

#include "chat/call.h"

namespace deltascope::chat {

/// Jinja's built-in filters, with transformers' tojson. Null: there is none of that name.
const Callable *findFilter(std::string_view name);

using CallableList = std::vector<std::pair<std::string_view, Callable>>;
CallableList textFilters();
CallableList listFilters();
CallableList sortingFilters(); ///< and those that look for one of many
CallableList choosingFilters(); ///< map, select, reject and the like, which call filters and tests
CallableList numberFilters();

std::string unknownName(const char *what, const std::string &name);

} // namespace deltascope::chat
