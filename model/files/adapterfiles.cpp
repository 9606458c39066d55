#include "files/adapterfiles.h"

#include "core/outcome.h"
#include "io/bytesource.h"
#include "io/jsonfile.h"

#include <filesystem>

namespace deltascope::files {

namespace fs = std::filesystem;

namespace {

constexpr const char *configName = "adapter_config.json";
constexpr const char *weightNames[] = {"adapter_model.safetensors", "adapter_model.bin"};

/// Empty: there are none.
fs::path weightsOf(const fs::path &folder)
{
    std::error_code none;
    for (const char *name : weightNames)
        if (fs::is_regular_file(folder / name, none))
            return folder / name;
    return {};
}

std::string stampOfFile(const fs::path &file)
{
    std::error_code none;
    const auto time = fs::last_write_time(file, none).time_since_epoch().count();
    return file.string() + ":" + std::to_string(fs::file_size(file, none)) + ":" + std::to_string(time) + "\n";
}

} // namespace

SameFiles compareAdapters(const std::string &one, const std::string &other)
{
    const fs::path weights = weightsOf(one), others = weightsOf(other);
    if (weights.empty() || others.empty())
        return SameFiles::Unknown;
    try {
        if (io::readJson((fs::path(one) / configName).string()) != io::readJson((fs::path(other) / configName).string())
            || weights.filename() != others.filename())
            return SameFiles::Other;
        const auto a = io::MappedFile::open(weights.string()), b = io::MappedFile::open(others.string());
        return a->text() == b->text() ? SameFiles::Same : SameFiles::Other;
    } catch (const Failure &) {
        return SameFiles::Unknown;
    }
}

std::string stampOf(const std::string &folder)
{
    return stampOfFile(fs::path(folder) / configName) + stampOfFile(weightsOf(folder));
}

} // namespace deltascope::files
