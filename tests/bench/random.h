#pragma once

#include "core/dtype.h"
#include "io/safetensors.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace deltascope::bench {

/// Seconds of the fastest of `times` calls.
template<class Call>
double best(int times, Call &&call)
{
    double least = 1e9;
    for (int i = 0; i < times; ++i) {
        const auto start = std::chrono::steady_clock::now();
        call();
        least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return least;
}

/// Names and shapes of a checkpoint, then random numbers for all of them.
class Checkpoint {
public:
    void add(const std::string &name, Shape shape) { m_tensors.push_back({name, std::move(shape)}); }
    void linear(const std::string &name, int in, int out)
    {
        add(name + ".weight", {out, in});
        add(name + ".bias", {out});
    }
    void norm(const std::string &name, int width)
    {
        add(name + ".weight", {width});
        add(name + ".bias", {width});
    }
    void write(const std::filesystem::path &file, unsigned seed) const
    {
        std::int64_t total = 0;
        for (const auto &[name, shape] : m_tensors)
            total += *elementCount(shape);
        std::vector<float> numbers(static_cast<std::size_t>(total));
        std::minstd_rand random(seed);
        for (float &number : numbers)
            number = (static_cast<float>(random()) / static_cast<float>(std::minstd_rand::max()) - 0.5f) * 0.08f;
        std::vector<io::TensorToWrite> tensors;
        const auto *at = reinterpret_cast<const unsigned char *>(numbers.data());
        for (const auto &[name, shape] : m_tensors) {
            const auto bytes = static_cast<std::size_t>(*elementCount(shape)) * 4;
            tensors.push_back({name, DType::F32, shape, {at, bytes}});
            at += bytes;
        }
        io::writeSafetensors(file.string(), tensors, {{"format", "pt"}});
    }

private:
    std::vector<std::pair<std::string, Shape>> m_tensors;
};

inline void print(const char *what, double seconds, double baseline, const char *of)
{
    std::printf("%-46s %12.6f ms   %6.3f x  %s (%.1f ms)\n", what, seconds * 1e3, seconds / baseline, of,
                baseline * 1e3);
}

} // namespace deltascope::bench
