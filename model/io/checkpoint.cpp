#include "io/checkpoint.h"

#include "core/outcome.h"
#include "io/jsonfile.h"
#include "io/safetensors.h"
#include "io/torcharchive.h"
#include "io/weightfiles.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace deltascope::io {

namespace fs = std::filesystem;

namespace {

/// What a file that is no checkpoint is, by its first bytes; empty if unknown.
std::string_view wellKnown(std::string_view text)
{
    static constexpr std::pair<std::string_view, std::string_view> heads[] = {
        {"version https://git-lfs", "a Git LFS pointer: the real file was not fetched (git lfs pull)"},
        {"GGUF", "a GGUF file"},
        {"\x93NUMPY", "a NumPy array"},
        {"<!DOCTYPE", "a web page"},
        {"<html", "a web page"},
        {"\x89HDF", "an HDF5 file (TensorFlow or Keras)"},
        {"{", "a JSON text"},
        {"\x1f\x8b", "a gzip archive"},
    };
    for (const auto &[head, what] : heads)
        if (text.substr(0, head.size()) == head)
            return what;
    if (text.size() > 262 && text.substr(257, 5) == "ustar")
        return "a tar archive (PyTorch before 0.1.10); save it again with a newer PyTorch";
    return {};
}

bool looksLikeSafetensors(const MappedFile &file)
{
    return fs::path(file.path()).extension() == ".safetensors" || (file.size() > 8 && file.data()[8] == '{');
}

/// A checkpoint format: how a file of it is told, and how it is read.
struct Format {
    std::string_view name;
    bool (*matches)(const MappedFile &file);
    std::vector<TensorEntry> (*read)(const std::shared_ptr<const MappedFile> &file);
};

/// Asked in this order. PyTorch's legacy form, a bare pickle, has no mark of its own.
const Format formats[] = {
    {".bin (zip)", looksLikeZip, readTorchZip},
    {"safetensors", looksLikeSafetensors,
     [](const std::shared_ptr<const MappedFile> &file) { return readSafetensors(file).entries; }},
    {".bin (legacy)", [](const MappedFile &) { return true; }, readTorchLegacy},
};

std::vector<TensorEntry> readFile(const std::string &path)
{
    const auto file = MappedFile::open(path);
    if (file->size() == 0)
        throw Failure(Error{path, "expected a checkpoint, found an empty file", {}, "truncated"});
    if (const std::string_view what = wellKnown(file->text()); !what.empty())
        throw Failure(
            Error{path, "expected a checkpoint (safetensors or PyTorch), found " + std::string(what), {}, {}});
    return std::find_if(std::begin(formats), std::end(formats),
                        [&](const Format &format) { return format.matches(*file); })
        ->read(file);
}

/// The shards that an index file names, in the order of their names. What it lists and no shard holds (buffers that
/// were dropped when it was saved again) is missing only to who needs it.
CheckpointIndex readSharded(const fs::path &folder, const fs::path &indexFile)
{
    const nlohmann::json index = readJson(indexFile.string());
    const auto map = index.is_object() ? index.find("weight_map") : index.end();
    if (!index.is_object() || map == index.end() || !map->is_object() || map->empty())
        throw Failure(indexFile.string(), "weight_map: expected an object from tensor name to file name, found none");
    std::set<std::string> shards;
    for (const auto &[name, shard] : map->items()) {
        if (!shard.is_string())
            throw Failure(indexFile.string(), name + ": expected a file name, found " + std::string(shard.type_name()));
        const fs::path file = shard.get<std::string>();
        if (file.empty() || file.has_parent_path() || file.is_absolute() || file == ".."
            || file == indexFile.filename())
            throw Failure(indexFile.string(),
                          name + ": expected the name of a file in the same folder, found " + file.string());
        shards.insert(file.string());
    }
    std::vector<TensorEntry> entries;
    std::set<std::string> seen;
    for (const std::string &shard : shards) {
        const std::string path = (folder / shard).string();
        if (!fs::exists(path))
            throw Failure(Error{path,
                                "expected this part of the checkpoint, which " + indexFile.filename().string()
                                    + " names, found no such file",
                                {},
                                "missing-weight"});
        for (TensorEntry &entry : readFile(path))
            if (seen.insert(entry.name).second)
                entries.push_back(std::move(entry));
    }
    return CheckpointIndex(std::move(entries));
}

} // namespace

const std::vector<std::string> modelWeights = {"model.safetensors", "pytorch_model.bin"};

std::uint64_t storageKey(const MappedFile &file, std::uint64_t offset, std::uint64_t bytes, std::uint64_t ordinal)
{
    // Addresses of mapped files differ from file to file, and there are fewer storages than bytes.
    constexpr std::uint64_t withoutBytes = 1ull << 63;
    const auto address = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(file.data()));
    return bytes ? address + offset : withoutBytes | (address + ordinal);
}

CheckpointIndex::CheckpointIndex(std::vector<TensorEntry> entries)
{
    auto shared = std::make_shared<Shared>();
    shared->entries = std::move(entries);
    shared->byName.reserve(shared->entries.size());
    for (std::size_t i = 0; i < shared->entries.size(); ++i)
        shared->byName.emplace(shared->entries[i].name, i);
    m_shared = std::move(shared);
}

const TensorEntry *CheckpointIndex::find(std::string_view name) const
{
    const auto found = m_shared->byName.find(name);
    return found == m_shared->byName.end() ? nullptr : &m_shared->entries[found->second];
}

CheckpointIndex openCheckpointFile(const std::string &path) { return CheckpointIndex(readFile(path)); }

std::vector<std::string> checkpointFormats()
{
    std::vector<std::string> names;
    for (const Format &format : formats)
        names.emplace_back(format.name);
    return names;
}

CheckpointIndex openCheckpointFolder(const std::string &folder) { return openCheckpointFolder(folder, modelWeights); }

bool holdsWeights(const std::string &folder)
{
    return std::any_of(modelWeights.begin(), modelWeights.end(), [&](const std::string &name) {
        return fs::exists(fs::path(folder) / name) || fs::exists(fs::path(folder) / (name + ".index.json"));
    });
}

CheckpointIndex openCheckpointFolder(const std::string &folder, const std::vector<std::string> &candidates)
{
    std::string names;
    for (const std::string &candidate : candidates) {
        const fs::path whole = fs::path(folder) / candidate, index = whole.string() + ".index.json";
        if (fs::exists(whole))
            return openCheckpointFile(whole.string());
        if (fs::exists(index))
            return readSharded(folder, index);
        names += (names.empty() ? "" : " or ") + candidate;
    }
    throw Failure(
        Error{folder, "expected weights (" + names + ", whole or sharded), found none", {}, "missing-weight"});
}

} // namespace deltascope::io
