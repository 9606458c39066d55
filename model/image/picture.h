#pragma once

#include <cstdint>
#include <vector>

namespace deltascope::image {

struct Size {
    int width = 0, height = 0;
    bool operator==(const Size &) const = default;
};

/// A decoded picture: red, green and blue of 8 bits each, row by row from the top left.
struct Picture {
    Size size;
    std::vector<std::uint8_t> rgb; ///< [height][width][3]
};

constexpr int channels = 3;

} // namespace deltascope::image
