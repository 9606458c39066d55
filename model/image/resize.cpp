#include "image/resize.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace deltascope::image {

namespace {

/// Weights are whole numbers of this many fractional bits, as Pillow has them for 8-bit pictures (Resample.c).
constexpr int fraction = 22;

/// A kernel, even around 0, and where it ends.
struct Kernel {
    double (*at)(double x);
    double support;
};

double sinc(double x) { return x == 0 ? 1.0 : std::sin(x * std::numbers::pi) / (x * std::numbers::pi); }

/// Keys' cubic convolution with a = -0.5.
double cubic(double x)
{
    constexpr double a = -0.5;
    x = std::abs(x);
    if (x < 1)
        return ((a + 2) * x - (a + 3)) * x * x + 1;
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

Kernel kernelOf(Resample resample)
{
    switch (resample) {
    case Resample::Box: return {[](double x) { return x > -0.5 && x <= 0.5 ? 1.0 : 0.0; }, 0.5};
    case Resample::Hamming:
        return {[](double x) {
                    // single-precision constants, as Pillow has them
                    return std::abs(x) >= 1 ? 0 : sinc(x) * (0.54F + 0.46F * std::cos(x * std::numbers::pi));
                },
                1};
    case Resample::Bicubic: return {cubic, 2};
    case Resample::Lanczos: return {[](double x) { return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0.0; }, 3};
    case Resample::Bilinear:
    case Resample::Nearest: break;
    }
    return {[](double x) { return std::max(0.0, 1 - std::abs(x)); }, 1};
}

/// Which source pixels a target pixel is made of, and how much of each.
struct Sources {
    int first = 0;
    std::vector<int> weights; ///< whole numbers of 2^-fraction; together about 1
};

std::vector<Sources> sourcesOf(int from, int to, const Kernel &kernel)
{
    const double scale = double(from) / to, stretch = std::max(scale, 1.0), reach = kernel.support * stretch;
    std::vector<Sources> all(static_cast<std::size_t>(to));
    for (int i = 0; i < to; ++i) {
        const double center = (i + 0.5) * scale;
        Sources &sources = all[static_cast<std::size_t>(i)];
        sources.first = std::max(0, int(center - reach + 0.5));
        const int count = std::min(from, int(center + reach + 0.5)) - sources.first;
        std::vector<double> parts;
        double sum = 0;
        for (int j = 0; j < count; ++j) {
            parts.push_back(kernel.at((j + sources.first - center + 0.5) * (1 / stretch)));
            sum += parts.back();
        }
        for (const double part : parts)
            sources.weights.push_back(int(std::lround((sum != 0 ? part / sum : part) * (1 << fraction))));
    }
    return all;
}

std::uint8_t clipped(std::int64_t sum)
{
    constexpr std::int64_t half = std::int64_t(1) << (fraction - 1);
    return static_cast<std::uint8_t>(std::clamp<std::int64_t>((sum + half) >> fraction, 0, 255));
}

/// One pass: `lines` lines whose pixels lie `step` bytes apart; lines lie `lineStep` bytes apart in the source and
/// `targetLineStep` in the target.
struct Pass {
    const std::vector<Sources> &sources;
    int lines;
    std::size_t step, lineStep, targetLineStep;
};

void run(const Pass &pass, const std::uint8_t *from, std::uint8_t *to)
{
    for (int line = 0; line < pass.lines; ++line)
        for (std::size_t i = 0; i < pass.sources.size(); ++i)
            for (int channel = 0; channel < channels; ++channel) {
                const Sources &sources = pass.sources[i];
                const std::uint8_t *source
                    = from + std::size_t(line) * pass.lineStep + std::size_t(sources.first) * pass.step + channel;
                std::int64_t sum = 0;
                for (const int weight : sources.weights) {
                    sum += std::int64_t(weight) * *source;
                    source += pass.step;
                }
                to[std::size_t(line) * pass.targetLineStep + i * pass.step + std::size_t(channel)] = clipped(sum);
            }
}

Picture made(Size size)
{
    return {size, std::vector<std::uint8_t>(std::size_t(size.width) * std::size_t(size.height) * channels)};
}

Picture nearest(const Picture &picture, Size to)
{
    Picture target = made(to);
    auto *out = target.rgb.data();
    const auto source = [](int i, int from, int size) { return std::min(from - 1, int((i + 0.5) * from / size)); };
    for (int y = 0; y < to.height; ++y)
        for (int x = 0; x < to.width; ++x) {
            const int row = source(y, picture.size.height, to.height), column = source(x, picture.size.width, to.width);
            const auto *in = picture.rgb.data()
                             + (std::size_t(row) * std::size_t(picture.size.width) + std::size_t(column)) * channels;
            out = std::copy(in, in + channels, out);
        }
    return target;
}

} // namespace

Picture resized(const Picture &picture, Size to, Resample resample)
{
    if (resample == Resample::Nearest)
        return nearest(picture, to);
    const Kernel kernel = kernelOf(resample);
    const auto rowBytes = [](int width) { return std::size_t(width) * channels; };
    Picture wide = picture;
    if (to.width != picture.size.width) {
        wide = made({to.width, picture.size.height});
        const auto sources = sourcesOf(picture.size.width, to.width, kernel);
        run({sources, picture.size.height, channels, rowBytes(picture.size.width), rowBytes(to.width)},
            picture.rgb.data(), wide.rgb.data());
    }
    if (to.height == picture.size.height)
        return wide;
    Picture target = made(to);
    const auto sources = sourcesOf(picture.size.height, to.height, kernel);
    run({sources, to.width, rowBytes(to.width), channels, channels}, wide.rgb.data(), target.rgb.data());
    return target;
}

} // namespace deltascope::image
