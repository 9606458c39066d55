#pragma once

#include <QString>

#include <cstdint>

namespace deltascope::items {

/// "36,864", in thousands as the language that is spoken sets them apart.
QString grouped(std::int64_t count);

} // namespace deltascope::items
