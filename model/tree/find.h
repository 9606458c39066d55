#pragma once

#include "core/describe.h"

#include <string_view>
#include <vector>

namespace deltascope::tree {

/// Modules whose name or type holds the text, whatever the case of ASCII letters. A dotted text is sought in the whole
/// path, another one in the last part: "fc" should not find all below fc. Nothing for an empty text.
std::vector<int> find(const NetworkInfo &network, std::string_view text);

} // namespace deltascope::tree
