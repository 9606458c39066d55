#pragma once

#include "chat/bigint.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace deltascope::chat {

/// \r\n and \r become \n.
std::string withPlainLineEnds(std::string_view text);

/// What stands between a text's quotes, with Python's escapes resolved. `problem` says what is wrong, if anything is.
std::string unescaped(std::string_view text, std::string &problem);

struct NumberLiteral {
    std::size_t length = 0; ///< bytes
    bool isFloat = false;
    BigInt integer;
    double number = 0;
    std::string problem;
};
/// The number at the start of `text`, with _ between digits, as 0b, 0o, 0x, decimal or float. Behind a dot (`a.0.b`) it
/// is a whole number.
NumberLiteral readNumber(std::string_view text, bool afterDot);

} // namespace deltascope::chat
