#include "io/modelwalk.h"

#include "io/hub.h"
#include "io/jsonfile.h"

#include <algorithm>
#include <chrono>

namespace deltascope::io {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::milliseconds turn(20);
constexpr int deepest = 3; ///< levels below a folder of the user's
constexpr const char *repositoryPrefix = "models--";

std::string architectureOf(const nlohmann::json &config)
{
    if (const auto named = config.find("architectures");
        named != config.end() && named->is_array() && !named->empty() && named->front().is_string())
        return named->front();
    const auto type = config.find("model_type");
    return type != config.end() && type->is_string() ? type->get<std::string>() : std::string();
}

std::optional<LocalModel> modelIn(const fs::path &folder, const std::string &name)
{
    std::error_code ignored;
    if (!fs::exists(folder / "config.json", ignored) || fs::exists(folder / "adapter_config.json", ignored))
        return std::nullopt;
    const std::vector<std::string> files = weightFiles(folder.string(), HubPart::Model);
    if (files.empty())
        return std::nullopt;
    try {
        const nlohmann::json config = readJson((folder / "config.json").string());
        if (!config.is_object() || config.contains("delta_type"))
            return std::nullopt;
        LocalModel model{name, folder.string(), architectureOf(config), 0};
        for (const std::string &file : files)
            model.bytes += std::int64_t(fs::file_size(file));
        return model;
    } catch (const std::exception &) { // not readable after all
        return std::nullopt;
    }
}

/// The folders in a folder that are not hidden, by name.
std::vector<fs::path> foldersIn(const fs::path &folder)
{
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (entry->path().filename().string().front() != '.' && entry->is_directory(ignored))
            folders.push_back(entry->path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

} // namespace

ModelWalk::ModelWalk(const std::string &cache, const std::vector<std::string> &folders)
{
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
        m_waiting.push_back({*folder, Kind::Folder, 0});
    m_waiting.push_back({cache, Kind::Cache, 0});
}

std::vector<LocalModel> ModelWalk::next()
{
    const auto until = std::chrono::steady_clock::now() + turn;
    std::vector<LocalModel> found;
    while (!m_waiting.empty() && std::chrono::steady_clock::now() < until) {
        const Place place = std::move(m_waiting.back());
        m_waiting.pop_back();
        if (auto model = visit(place))
            found.push_back(std::move(*model));
    }
    return found;
}

std::optional<LocalModel> ModelWalk::visit(const Place &place)
{
    switch (place.kind) {
    case Kind::Cache: addRepositories(place.path); return std::nullopt;
    case Kind::Repository: {
        const auto snapshot = snapshotOfRepository(place.path.string());
        if (!snapshot)
            return std::nullopt;
        std::string id = place.path.filename().string().substr(std::string_view(repositoryPrefix).size());
        if (const std::size_t dashes = id.find("--"); dashes != std::string::npos)
            id = id.substr(0, dashes) + "/" + id.substr(dashes + 2);
        // A hub id says the main revision of this very cache; whatever else is there is opened by its folder.
        return modelIn(*snapshot, cachedSnapshot(id) == snapshot ? id : place.path.string());
    }
    case Kind::Folder: break;
    }
    auto model = modelIn(place.path, place.path.string());
    if (!model && place.depth < deepest)
        addFolders(place);
    return model;
}

void ModelWalk::addRepositories(const fs::path &cache)
{
    const std::vector<fs::path> folders = foldersIn(cache);
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
        if (folder->filename().string().starts_with(repositoryPrefix))
            m_waiting.push_back({*folder, Kind::Repository, 0});
}

void ModelWalk::addFolders(const Place &place)
{
    const std::vector<fs::path> folders = foldersIn(place.path);
    for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
        m_waiting.push_back({*folder, Kind::Folder, place.depth + 1});
}

} // namespace deltascope::io
