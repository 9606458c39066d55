#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace deltascope::chat {

/// How the filter wordwrap breaks lines.
struct WrapForm {
    std::int64_t width = 79; ///< code points
    bool breaksWords = true, breaksOnHyphens = true;
    std::string lineEnd = "\n";
};
/// Each line as Python's textwrap breaks it. Throws TemplateError for a width below 1.
std::string wordWrapped(std::string_view text, const WrapForm &form);

} // namespace deltascope::chat
