#include "io/wrappers.h"

#include <algorithm>

namespace deltascope::io {

namespace {

/// Removes every part that begins a name or stands behind a dot; true if there was one.
bool removeParts(std::string &name, std::string_view part)
{
    bool found = false;
    for (std::size_t at = 0; (at = name.find(part, at)) != std::string::npos;) {
        if (at == 0 || name[at - 1] == '.') {
            name.erase(at, part.size());
            found = true;
        } else {
            ++at;
        }
    }
    return found;
}

} // namespace

Unwrapped unwrapped(const CheckpointIndex &tensors)
{
    static constexpr std::string_view anywhere[]
        = {"_orig_mod.", "_fsdp_wrapped_module.", "_checkpoint_wrapped_module."};
    constexpr std::string_view inFront = "module.";
    std::vector<TensorEntry> entries = tensors.entries();
    Unwrapped result;
    for (const std::string_view part : anywhere) {
        bool found = false;
        for (TensorEntry &entry : entries)
            found = removeParts(entry.name, part) || found;
        if (found)
            result.removed.emplace_back(part);
    }
    if (!entries.empty() && std::all_of(entries.begin(), entries.end(), [&](const TensorEntry &entry) {
            return entry.name.starts_with(inFront);
        })) {
        for (TensorEntry &entry : entries)
            entry.name.erase(0, inFront.size());
        result.removed.emplace_back(inFront);
    }
    result.tensors = result.removed.empty() ? tensors : CheckpointIndex(std::move(entries));
    return result;
}

} // namespace deltascope::io
