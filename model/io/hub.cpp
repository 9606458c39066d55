#include "io/hub.h"

#include "core/outcome.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace deltascope::io {

namespace fs = std::filesystem;

namespace {

std::optional<std::string> variable(const char *name)
{
    const char *value = std::getenv(name);
    return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

std::pair<std::string, std::string> splitRevision(const std::string &id)
{
    const std::size_t at = id.find('@');
    return {id.substr(0, at), at == std::string::npos ? "main" : id.substr(at + 1)};
}

} // namespace

std::string cacheFolder()
{
    if (const auto cache = variable("HF_HUB_CACHE"))
        return *cache;
    if (const auto home = variable("HF_HOME"))
        return *home + "/hub";
    if (const auto cache = variable("XDG_CACHE_HOME"))
        return *cache + "/huggingface/hub";
    return variable("HOME").value_or(".") + "/.cache/huggingface/hub";
}

bool isHubId(const std::string &text)
{
    const std::string name = splitRevision(text).first;
    const auto allowed = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '/'; };
    return !name.empty() && name.size() <= 96 && std::all_of(name.begin(), name.end(), allowed) && std::count(name.begin(), name.end(), '/') <= 1
        && name.find("..") == std::string::npos && name.front() != '/' && name.front() != '.' && name.back() != '/' && name.back() != '.';
}

std::optional<std::string> cachedSnapshot(const std::string &id)
{
    auto [name, revision] = splitRevision(id);
    for (std::size_t slash; (slash = name.find('/')) != std::string::npos;)
        name.replace(slash, 1, "--");
    const fs::path repository = fs::path(cacheFolder()) / ("models--" + name);
    std::string commit = revision;
    if (std::ifstream reference(repository / "refs" / revision); reference)
        std::getline(reference, commit);
    const fs::path snapshot = repository / "snapshots" / commit;
    std::error_code ignored;
    return !commit.empty() && fs::is_directory(snapshot, ignored) ? std::optional(snapshot.string()) : std::nullopt;
}

std::string resolveModel(const std::string &model)
{
    std::error_code error;
    if (!model.empty() && fs::exists(model, error))
        return model;
    if (isHubId(model)) {
        if (const auto snapshot = cachedSnapshot(model))
            return *snapshot;
        throw Failure(model, "expected a folder, a file or a hub id in the local cache (" + cacheFolder() + "), found none of them");
    }
    throw Failure(model, "expected a model folder or file, found no such path");
}

} // namespace deltascope::io
