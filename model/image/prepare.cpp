#include "image/prepare.h"

#include "core/outcome.h"

#include <algorithm>
#include <cstddef>

namespace deltascope::image {

namespace {

constexpr int longestSide = 16384;

Size targetOf(Size from, const Recipe::Resize &resize)
{
    if (!resize.shortestEdge)
        return resize.size;
    const int shorter = std::min(from.width, from.height), longer = std::max(from.width, from.height);
    const int edge = *resize.shortestEdge, other = int(double(edge) * longer / shorter);
    if (other > longestSide)
        throw Failure("picture", "expected sides of at most " + std::to_string(longestSide)
                                     + " once its shorter one is " + std::to_string(edge) + ", found "
                                     + std::to_string(other));
    return from.width <= from.height ? Size{edge, other} : Size{other, edge};
}

/// Halves, rounded down, also below zero.
int half(int value) { return value >> 1; }

Picture cropped(const Picture &picture, Size to)
{
    Picture target{to, std::vector<std::uint8_t>(std::size_t(to.width) * std::size_t(to.height) * channels)};
    const int left = half(picture.size.width - to.width), top = half(picture.size.height - to.height);
    for (int y = 0; y < to.height; ++y) {
        if (y + top < 0 || y + top >= picture.size.height)
            continue;
        const int begin = std::max(0, -left), end = std::min(to.width, picture.size.width - left);
        const auto at
            = [](int x, int row, int width) { return (std::ptrdiff_t(row) * width + x) * std::ptrdiff_t(channels); };
        std::copy(picture.rgb.begin() + at(begin + left, y + top, picture.size.width),
                  picture.rgb.begin() + at(end + left, y + top, picture.size.width),
                  target.rgb.begin() + at(begin, y, to.width));
    }
    return target;
}

} // namespace

Pixels prepared(const Picture &picture, const Recipe &recipe)
{
    Picture image = picture;
    if (recipe.resize)
        image = resized(image, targetOf(image.size, *recipe.resize), recipe.resize->resample);
    if (recipe.crop)
        image = cropped(image, *recipe.crop);
    const std::size_t plane = std::size_t(image.size.width) * std::size_t(image.size.height);
    Pixels pixels{std::vector<float>(plane * channels), {channels, image.size.height, image.size.width}};
    for (std::size_t channel = 0; channel < channels; ++channel)
        for (std::size_t i = 0; i < plane; ++i) {
            auto value = float(double(image.rgb[i * channels + channel]) * recipe.rescale.value_or(1));
            if (recipe.normalize)
                value = (value - recipe.normalize->mean[channel]) / recipe.normalize->deviation[channel];
            pixels.values[channel * plane + i] = value;
        }
    return pixels;
}

} // namespace deltascope::image
