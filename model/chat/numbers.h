#pragma once

#include "chat/bigint.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace deltascope::chat {

/// Python's int(text, base): blanks around, a sign, _ between digits; base 0 or the base's own prefix allowed. Nothing
/// for what is no such number.
std::optional<BigInt> parseInteger(std::string_view text, std::int64_t base);
/// Python's float(text).
std::optional<double> parseFloat(std::string_view text);

} // namespace deltascope::chat
