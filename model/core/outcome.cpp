#include "core/outcome.h"

#include "core/utf8.h"

namespace deltascope {

std::string Error::sentence() const
{
    constexpr std::size_t limit = 900;
    std::string text = where.empty() ? what : where + ": " + what;
    if (!hint.empty())
        text += " (" + hint + ")";
    return utf8::readable(text, limit);
}

} // namespace deltascope
