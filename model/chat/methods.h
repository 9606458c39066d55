#pragma once

#include "chat/call.h"

#include <map>

namespace deltascope::chat {

/// Python's methods that change nothing, by name.
using MethodList = std::map<std::string_view, Callable>;
const MethodList &textMethods();
const MethodList &numberMethods();
const MethodList &sequenceMethods();
const MethodList &dictMethods();

/// Parts of textMethods().
MethodList searchMethods(); ///< find, count, startswith, ...
MethodList splitMethods();
MethodList caseMethods(); ///< case conversions and questions about characters
MethodList shapeMethods(); ///< strip, pad, join, replace, format

/// str.split and rsplit. No separator: at runs of blanks. `most` < 0: no limit.
std::vector<std::string> split(std::string_view text, const std::optional<std::string> &separator, std::int64_t most);
std::vector<std::string> splitFromRight(std::string_view text, const std::optional<std::string> &separator,
                                        std::int64_t most);
std::vector<std::string> splitLines(std::string_view text, bool keepsEnds = false);
std::string replaced(std::string_view text, std::string_view from, std::string_view to, std::int64_t most);
/// To `width` code points; the text where it belongs. `fill` is one character.
enum class Align { Left, Center, Right };
std::string padded(std::string_view text, std::int64_t width, std::string_view fill, Align align);

} // namespace deltascope::chat
