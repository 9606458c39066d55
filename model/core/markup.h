#pragma once

#include <string>
#include <string_view>

namespace deltascope {

/// The text as XML and HTML hold it, between tags or as an attribute's value in double quotes; line ends and tabs
/// survive a parser's normalising. What no XML may hold (control characters, bytes that are not UTF-8) becomes U+FFFD.
std::string escapedMarkup(std::string_view text);

} // namespace deltascope
