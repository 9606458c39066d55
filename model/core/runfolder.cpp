#include "core/runfolder.h"

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace deltascope {

namespace fs = std::filesystem;

std::optional<long long> stepOf(const std::string &folder)
{
    constexpr std::string_view start = "checkpoint-";
    const std::string name = fs::path(folder).filename().string();
    if (!name.starts_with(start))
        return std::nullopt;
    long long step = 0;
    const auto [end, error] = std::from_chars(name.data() + start.size(), name.data() + name.size(), step);
    return error == std::errc() && end == name.data() + name.size() && step >= 0 ? std::optional(step) : std::nullopt;
}

std::vector<std::string> checkpointsIn(const std::string &run)
{
    std::vector<std::pair<long long, std::string>> found;
    std::error_code error;
    for (fs::directory_iterator entry(run, error), end; !error && entry != end; entry.increment(error))
        if (const auto step = stepOf(entry->path().string()); step && entry->is_directory(error))
            found.emplace_back(*step, entry->path().string());
    std::sort(found.begin(), found.end());
    std::vector<std::string> folders;
    for (auto &[step, folder] : found)
        folders.push_back(std::move(folder));
    return folders;
}

} // namespace deltascope
