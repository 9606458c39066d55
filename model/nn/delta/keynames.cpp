#include "nn/delta/keynames.h"

#include "io/wrappers.h"
#include "nn/weights.h"

#include <set>

namespace deltascope::nn {

namespace {

/// The adapter's name in a key of PEFT's model in memory; empty if the key has none, as in files.
std::string adapterName(std::string_view key)
{
    constexpr std::string_view usual = ".default";
    if (key.ends_with(usual) || key.find(".default.") != std::string_view::npos)
        return "default";
    for (const std::string_view container : {".lora_A.", ".lora_B."}) {
        const std::size_t begin = key.find(container);
        const std::size_t end = key.rfind(".weight");
        if (begin == std::string_view::npos || end == std::string_view::npos || begin + container.size() > end)
            continue;
        const std::string_view name = key.substr(begin + container.size(), end - begin - container.size());
        if (!name.empty() && name.find('.') == std::string_view::npos)
            return std::string(name);
    }
    return {};
}

/// A key without that part.
std::string without(const std::string &key, const std::string &part)
{
    const std::string dotted = "." + part;
    const std::size_t at = key.ends_with(dotted) ? key.size() - dotted.size() : key.find(dotted + ".");
    return at == std::string::npos ? key : key.substr(0, at) + key.substr(at + dotted.size());
}

void removeAdapterNames(DeltaFolder &folder, std::vector<std::string> &removed)
{
    std::vector<io::TensorEntry> entries = folder.tensors.entries();
    std::set<std::string> names;
    for (io::TensorEntry &entry : entries) {
        const std::string name = adapterName(entry.name);
        if (name.empty())
            continue;
        names.insert("." + name);
        entry.name = without(entry.name, name);
    }
    if (names.empty())
        return;
    folder.tensors = io::CheckpointIndex(std::move(entries));
    removed.insert(removed.end(), names.begin(), names.end());
}

} // namespace

void cleanKeys(DeltaFolder &folder)
{
    io::Unwrapped plain = io::unwrapped(folder.tensors);
    folder.tensors = std::move(plain.tensors);
    if (folder.kind->library == "peft")
        removeAdapterNames(folder, plain.removed);
    if (!plain.removed.empty())
        folder.notes.push_back({"renamed-keys", Problem::Severity::Note,
                                "keys are read without " + joinNames(plain.removed) + ", which training left in them"});
}

} // namespace deltascope::nn
