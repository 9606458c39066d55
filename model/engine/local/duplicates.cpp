#include "engine/local/duplicates.h"

#include "core/outcome.h"

#include <algorithm>
#include <cstring>
#include <functional>
#include <string_view>

namespace deltascope {

namespace {

using Entries = std::vector<const io::TensorEntry *>;

Entries byName(const nn::DeltaFolder &folder)
{
    Entries entries;
    for (const io::TensorEntry &entry : folder.tensors.entries())
        entries.push_back(&entry);
    std::sort(entries.begin(), entries.end(),
              [](const io::TensorEntry *a, const io::TensorEntry *b) { return a->name < b->name; });
    return entries;
}

/// What the configuration says of the delta itself.
std::string ownConfiguration(const nn::DeltaFolder &folder)
{
    nlohmann::json own = folder.config.json();
    for (const char *key :
         {"base_model_name_or_path", "backbone_checkpoint_name", "backbone_class", "backbone_hash", "model_name",
          "revision", "transformers_version", "opendelta_version", "peft_version", "version"})
        own.erase(key);
    return own.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::uint64_t mixed(std::uint64_t hash, std::string_view text)
{
    return (hash ^ std::hash<std::string_view>()(text)) * 0x9E3779B97F4A7C15ull + (hash >> 29);
}

std::string_view dataOf(const io::TensorEntry &entry)
{
    return {reinterpret_cast<const char *>(entry.file->data() + entry.offset), static_cast<std::size_t>(entry.bytes)};
}

/// Of a few places of the data: mostly enough to tell two trainings of the same form apart.
std::uint64_t sampleHash(const Entries &entries)
{
    constexpr std::size_t sampleBytes = 1024;
    std::uint64_t hash = 0;
    for (const std::size_t at : {std::size_t(0), entries.size() / 2, entries.size() - 1})
        if (at < entries.size())
            hash = mixed(hash, dataOf(*entries[at]).substr(0, sampleBytes));
    return hash;
}

bool areEqual(const nn::DeltaFolder &one, const nn::DeltaFolder &other)
{
    const Entries a = byName(one), b = byName(other);
    return one.kind == other.kind && ownConfiguration(one) == ownConfiguration(other)
           && std::equal(a.begin(), a.end(), b.begin(), b.end(),
                         [](const io::TensorEntry *x, const io::TensorEntry *y) {
                             return x->name == y->name && x->dtype == y->dtype && x->shape == y->shape
                                    && x->strides == y->strides && dataOf(*x) == dataOf(*y);
                         });
}

} // namespace

std::uint64_t formOf(const nn::DeltaFolder &folder)
{
    std::uint64_t hash = mixed(std::hash<const void *>()(folder.kind), ownConfiguration(folder));
    for (const io::TensorEntry *entry : byName(folder)) {
        hash = mixed(hash, entry->name);
        hash = mixed(
            hash, {reinterpret_cast<const char *>(entry->shape.data()), entry->shape.size() * sizeof(entry->shape[0])});
        hash = mixed(hash, {reinterpret_cast<const char *>(&entry->dtype), sizeof entry->dtype});
    }
    return hash;
}

std::string Duplicates::find(const std::string &path, const nn::DeltaFolder &folder, std::uint64_t form)
{
    const Entries entries = byName(folder);
    if (entries.empty())
        return {};
    const auto [found, isNew] = m_groups.try_emplace(form);
    Group &group = found->second;
    if (isNew) {
        group.first = path;
        return {};
    }
    // An earlier folder may have gone meanwhile; then it is nobody's twin.
    if (!group.first.empty()) {
        try {
            group.bySample[sampleHash(byName(nn::identify(group.first)))].push_back(group.first);
        } catch (const Failure &) {
        }
        group.first.clear();
    }
    std::vector<std::string> &candidates = group.bySample[sampleHash(entries)];
    for (const std::string &candidate : candidates) {
        try {
            if (areEqual(folder, nn::identify(candidate)))
                return candidate;
        } catch (const Failure &) {
        }
    }
    candidates.push_back(path);
    return {};
}

} // namespace deltascope
