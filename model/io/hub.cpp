#include "io/hub.h"

#include "core/outcome.h"
#include "io/checkpoint.h"
#include "io/jsonfile.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace deltascope::io {

namespace fs = std::filesystem;

namespace {

std::optional<std::string> variable(const char *name)
{
    const char *value = std::getenv(name);
    return value && *value ? std::optional<std::string>(value) : std::nullopt;
}

/// A folder or file that a variable names; "~/" is the home folder, as in Python.
std::optional<std::string> pathVariable(const char *name)
{
    auto value = variable(name);
    if (value && value->substr(0, 2) == "~/")
        value = variable("HOME").value_or(".") + value->substr(1);
    return value;
}

std::string homeFolder()
{
    if (const auto home = pathVariable("HF_HOME"))
        return *home;
    if (const auto cache = pathVariable("XDG_CACHE_HOME"))
        return *cache + "/huggingface";
    return variable("HOME").value_or(".") + "/.cache/huggingface";
}

bool isSet(const char *name)
{
    std::string value = variable(name).value_or("");
    std::transform(value.begin(), value.end(), value.begin(), [](unsigned char c) { return std::toupper(c); });
    return value == "1" || value == "ON" || value == "YES" || value == "TRUE";
}

/// Text without white space at its ends.
std::string trimmed(const std::string &text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n"), end = text.find_last_not_of(" \t\r\n");
    return begin == std::string::npos ? std::string() : text.substr(begin, end - begin + 1);
}

std::string readToken()
{
    for (const char *name : {"HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"})
        if (const auto token = variable(name))
            return trimmed(*token);
    std::ifstream file(pathVariable("HF_TOKEN_PATH").value_or(homeFolder() + "/token"));
    std::string line;
    std::getline(file, line);
    return trimmed(line);
}

const std::vector<std::string> tokenizerFiles
    = {"tokenizer.json",          "vocab.txt", "vocab.json",     "spiece.model",
       "sentencepiece.bpe.model", "spm.model", "tokenizer.model"};
const std::vector<std::string> tokenizerFacts
    = {"tokenizer_config.json", "special_tokens_map.json", "added_tokens.json", "merges.txt",
       "chat_template.jinja",   "preprocessor_config.json"};

bool isThere(const fs::path &file)
{
    std::error_code ignored;
    return fs::exists(file, ignored);
}

/// The snapshot of a repository's revision; nothing if there is none.
std::optional<std::string> snapshotIn(const fs::path &repository, const std::string &revision)
{
    std::string commit = revision;
    if (std::ifstream reference(repository / "refs" / revision); reference)
        std::getline(reference, commit);
    const fs::path snapshot = repository / "snapshots" / commit;
    std::error_code ignored;
    return !commit.empty() && fs::is_directory(snapshot, ignored) ? std::optional(snapshot.string()) : std::nullopt;
}

/// The file of that name, or the shards that its index names; none if one of them is missing.
std::vector<std::string> wholeFiles(const fs::path &folder, const std::string &weights)
{
    if (isThere(folder / weights))
        return {(folder / weights).string()};
    const fs::path index = folder / (weights + ".index.json");
    if (!isThere(index))
        return {};
    try {
        const nlohmann::json json = readJson(index.string());
        std::set<std::string> shards;
        for (const nlohmann::json &shard : json.at("weight_map"))
            shards.insert((folder / shard.get<std::string>()).string());
        const bool isWhole = std::all_of(shards.begin(), shards.end(), isThere);
        return isWhole ? std::vector(shards.begin(), shards.end()) : std::vector<std::string>();
    } catch (const std::exception &) { // no index after all
        return {};
    }
}

} // namespace

HubId splitHubId(const std::string &id)
{
    const std::size_t at = id.find('@');
    return {id.substr(0, at), at == std::string::npos ? "main" : id.substr(at + 1)};
}

bool isHubId(const std::string &text)
{
    const auto [name, revision] = splitHubId(text);
    const auto isFit = [](const std::string &part, std::ptrdiff_t mostSlashes) {
        const auto allowed
            = [](unsigned char c) { return std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '/'; };
        return !part.empty() && part.size() <= 96 && std::all_of(part.begin(), part.end(), allowed)
               && std::count(part.begin(), part.end(), '/') <= mostSlashes && part.find("..") == std::string::npos
               && part.front() != '/' && part.front() != '.' && part.back() != '/' && part.back() != '.';
    };
    return isFit(name, 1) && isFit(revision, 8);
}

HubAccess hubAccess()
{
    HubAccess access;
    access.endpoint = variable("HF_ENDPOINT").value_or("https://huggingface.co");
    while (!access.endpoint.empty() && access.endpoint.back() == '/')
        access.endpoint.pop_back();
    access.token = readToken();
    access.isOffline = isSet("HF_HUB_OFFLINE") || isSet("TRANSFORMERS_OFFLINE");
    if (const int seconds = std::atoi(variable("HF_HUB_DOWNLOAD_TIMEOUT").value_or("").c_str()); seconds > 0)
        access.timeout = seconds;
    return access;
}

std::string cacheFolder()
{
    for (const char *name : {"HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"})
        if (const auto cache = pathVariable(name))
            return *cache;
    return homeFolder() + "/hub";
}

std::string repositoryFolder(const HubId &id)
{
    std::string name = id.name;
    for (std::size_t slash; (slash = name.find('/')) != std::string::npos;)
        name.replace(slash, 1, "--");
    return cacheFolder() + "/models--" + name;
}

std::optional<std::string> cachedSnapshot(const std::string &text)
{
    const HubId id = splitHubId(text);
    return snapshotIn(repositoryFolder(id), id.revision);
}

std::optional<std::string> snapshotOfRepository(const std::string &folder)
{
    const fs::path snapshots = fs::path(folder) / "snapshots";
    std::error_code ignored;
    if (!fs::is_directory(snapshots, ignored))
        return std::nullopt;
    if (auto main = snapshotIn(folder, "main"))
        return main;
    std::vector<std::string> all;
    for (const fs::directory_entry &entry : fs::directory_iterator(snapshots, ignored))
        all.push_back(entry.path().string());
    return all.size() == 1 ? std::optional(all.front()) : std::nullopt;
}

PartFiles filesOf(HubPart part)
{
    PartFiles files;
    if (part == HubPart::Delta) {
        files.plain = {"adapter_config.json", "config.json", "head_config.json"};
        files.weights = {{"adapter_model.safetensors", "adapter_model.bin"},
                         {"adapter.safetensors", "pytorch_adapter.bin"},
                         {"model_head.safetensors", "pytorch_model_head.bin"},
                         modelWeights};
        return files;
    }
    files.plain = {"config.json", "generation_config.json"};
    files.plain.insert(files.plain.end(), tokenizerFiles.begin(), tokenizerFiles.end());
    files.plain.insert(files.plain.end(), tokenizerFacts.begin(), tokenizerFacts.end());
    if (part == HubPart::Model)
        files.weights = {modelWeights};
    return files;
}

bool holds(const std::string &snapshot, HubPart part)
{
    const fs::path folder = snapshot;
    const auto isHere = [&](const std::string &file) { return isThere(folder / file); };
    if (part == HubPart::Tokenizer)
        return std::any_of(tokenizerFiles.begin(), tokenizerFiles.end(), isHere);
    if (!isHere("config.json") && !(part == HubPart::Delta && isHere("adapter_config.json")))
        return false;
    return !weightFiles(snapshot, part).empty();
}

std::vector<std::string> weightFiles(const std::string &snapshot, HubPart part)
{
    for (const std::vector<std::string> &names : filesOf(part).weights)
        for (const std::string &name : names)
            if (auto files = wholeFiles(snapshot, name); !files.empty())
                return files;
    return {};
}

std::string locate(const std::string &name, HubPart part, const HubFetch &fetch, Progress &progress)
{
    if (!name.empty() && isThere(name))
        return snapshotOfRepository(name).value_or(name);
    const std::string wanted = part == HubPart::Delta ? "delta" : "model";
    if (!isHubId(name))
        throw Failure(name, "expected a " + wanted + " folder or file, found no such path");
    const auto snapshot = cachedSnapshot(name);
    if (snapshot && holds(*snapshot, part))
        return *snapshot;
    const bool isOffline = hubAccess().isOffline;
    if (fetch && !isOffline)
        return fetch(name, part, progress);
    if (snapshot) // what it lacks is told by who needs it
        return *snapshot;
    throw Failure(
        Error{name,
              "expected a folder, a file or a hub id in the local cache (" + cacheFolder() + "), found none of them",
              isOffline ? "HF_HUB_OFFLINE is set, so nothing is downloaded" : "",
              {}});
}

} // namespace deltascope::io
