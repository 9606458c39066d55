#pragma once

#include "core/mix.h"

#include <cstddef>
#include <vector>

namespace deltascope {

/// Where a configuration stands among the columns of a request; added if it is new, so that each runs once however
/// many ask for it.
std::size_t placeOf(const Mix &mix, std::vector<Column> &columns);

} // namespace deltascope
