#include "nn/product/productmemory.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <optional>

#include <unistd.h>

namespace deltascope::nn {

namespace fs = std::filesystem;

namespace {

/// "AMD-EPYC-7763", as /proc/cpuinfo says.
std::string processorName()
{
    std::ifstream facts("/proc/cpuinfo");
    for (std::string line; std::getline(facts, line);)
        if (line.starts_with("model name")) {
            std::string name;
            for (const char c : line.substr(std::min(line.find(':'), line.size() - 1) + 1))
                if (std::isalnum(static_cast<unsigned char>(c)))
                    name += c;
                else if (!name.empty() && name.back() != '-')
                    name += '-';
            return name;
        }
    return "unknown";
}

std::optional<ProductKernel> readFrom(const fs::path &file)
{
    std::string word;
    std::ifstream(file) >> word;
    return kernelNamed(word);
}

/// Whole or not at all, and never over what another process has written.
void writeOnce(const fs::path &file, ProductKernel kernel)
{
    std::error_code none;
    fs::create_directories(file.parent_path(), none);
    const fs::path draft = file.string() + "." + std::to_string(::getpid());
    std::ofstream out(draft);
    out << toText(kernel) << '\n';
    out.close();
    if (out)
        (void)::link(draft.c_str(), file.c_str());
    fs::remove(draft, none);
}

} // namespace

ProductMemory::ProductMemory(fs::path folder)
    : m_folder(std::move(folder))
{
}

fs::path ProductMemory::usualFolder()
{
    const char *cache = std::getenv("XDG_CACHE_HOME"), *home = std::getenv("HOME");
    const fs::path root = cache && *cache ? fs::path(cache) : home && *home ? fs::path(home) / ".cache" : fs::path();
    return root.empty() ? root : root / "deltascope" / "products-2" / processorName(); // 2: as kernels are today
}

ProductKernel ProductMemory::kernel(const std::string &name, const std::function<ProductKernel()> &measure) const
{
    if (m_folder.empty())
        return measure();
    const fs::path file = m_folder / name;
    if (const auto known = readFrom(file); known && isThere(*known))
        return *known;
    const ProductKernel measured = measure();
    writeOnce(file, measured);
    const auto kept = readFrom(file);
    return kept && isThere(*kept) ? *kept : measured;
}

} // namespace deltascope::nn
