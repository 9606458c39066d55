#include "core/numbers.h"

#include <array>
#include <cstdio>

namespace deltascope {

std::string bytesText(std::int64_t bytes)
{
    static constexpr std::array units{"B", "KB", "MB", "GB", "TB"};
    double value = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (value >= 1024 && unit + 1 < units.size()) {
        value /= 1024;
        ++unit;
    }
    char text[64];
    std::snprintf(text, sizeof text, "%.*f %s", value < 100 && unit > 1 ? 1 : 0, value, units[unit]);
    return text;
}

} // namespace deltascope
