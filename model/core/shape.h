#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

using Shape = std::vector<std::int64_t>;

/// Number of elements; nothing if it does not fit into 63 bits or a size is negative.
inline std::optional<std::int64_t> elementCount(const Shape &shape)
{
    std::int64_t count = 1;
    for (const std::int64_t size : shape) {
        if (size < 0 || __builtin_mul_overflow(count, size, &count))
            return std::nullopt;
    }
    return count;
}

/// "[768, 3072]", as Python prints a list.
inline std::string toText(const Shape &shape)
{
    std::string text = "[";
    for (std::size_t i = 0; i < shape.size(); ++i)
        text += (i ? ", " : "") + std::to_string(shape[i]);
    return text + "]";
}

} // namespace deltascope
