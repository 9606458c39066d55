#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deltascope::utf8 {

/// Length in bytes of the valid UTF-8 sequence at `at` and its code point; 0 if the bytes there are not UTF-8
/// (overlong forms, surrogates and values above U+10FFFF are not).
struct Decoded {
    int length;
    char32_t codePoint;
};
Decoded decode(std::string_view text, std::size_t at);

bool valid(std::string_view text);

/// The text on one line for people: line ends and tabs become blanks, other control characters and bytes that are not
/// UTF-8 become '?'; cut before `limit` bytes at a character's border, with "..." if something was cut.
std::string readable(std::string_view text, std::size_t limit);

/// The code points [from, to) of a valid text.
std::string slice(std::string_view text, std::size_t from, std::size_t to);

} // namespace deltascope::utf8
