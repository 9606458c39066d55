#pragma once

#include "text/chars.h"

#include <unicode/uchar.h>

namespace deltascope::text {

/// Every character replaced by `replacements(c)`, which keep its origin.
template<class F>
void replaceEach(Chars &text, F &&replacements)
{
    Chars out;
    out.reserve(text.size());
    for (const Char &item : text)
        for (const char32_t c : replacements(item.c))
            out.push_back({c, item.begin, item.end});
    text = std::move(out);
}

/// Drops characters of the general categories in a mask such as U_GC_MN_MASK.
inline void dropCategories(Chars &text, std::uint32_t mask)
{
    std::erase_if(text, [&](const Char &item) { return (U_GET_GC_MASK(static_cast<UChar32>(item.c)) & mask) != 0; });
}

} // namespace deltascope::text
