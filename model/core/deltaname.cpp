#include "core/deltaname.h"

#include "core/runfolder.h"

#include <algorithm>
#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

namespace {

fs::path plain(const std::string &path)
{
    std::error_code ignored;
    fs::path folder = fs::absolute(path, ignored).lexically_normal();
    return folder.has_filename() ? folder : folder.parent_path();
}

bool isWeightsFile(const fs::path &path)
{
    const std::string ending = path.extension().string();
    return ending == ".safetensors" || ending == ".bin";
}

/// The folder that names a delta.
fs::path namingFolder(const std::string &path)
{
    const fs::path folder = plain(path);
    return isWeightsFile(folder) ? folder.parent_path() : folder;
}

std::string nameOf(const fs::path &folder)
{
    const auto step = stepOf(folder.string());
    const std::string run = folder.parent_path().filename().string();
    return step && !run.empty() ? run + "/" + std::to_string(*step) : folder.filename().string();
}

bool occursBefore(const std::vector<std::string> &names, std::size_t end, const std::string &name)
{
    return std::find(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(end), name)
           != names.begin() + static_cast<std::ptrdiff_t>(end);
}

} // namespace

std::string nameFromPath(const std::string &path) { return nameOf(namingFolder(path)); }

std::vector<std::string> namesFromPaths(const std::vector<std::string> &paths)
{
    std::vector<std::string> plainNames, names;
    for (const std::string &path : paths)
        plainNames.push_back(nameFromPath(path));
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const fs::path folder = namingFolder(paths[i]);
        const fs::path holder = stepOf(folder.string()) ? folder.parent_path().parent_path() : folder.parent_path();
        std::string name = plainNames[i];
        if (std::count(plainNames.begin(), plainNames.end(), name) > 1 && holder.has_filename())
            name = holder.filename().string() + "/" + name;
        names.push_back(name);
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string name = names[i];
        for (int number = 2; occursBefore(names, i, names[i]); ++number)
            names[i] = name + "-" + std::to_string(number);
    }
    return names;
}

} // namespace deltascope
