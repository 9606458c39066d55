#pragma once

#include "core/mix.h"
#include "core/served.h"

#include <string>
#include <vector>

namespace deltascope {

/// Where a server finds what stands here: paths that begin with `here` begin there with `there`.
struct PathMapping {
    std::string here, there;
    bool operator==(const PathMapping &) const = default;
};
/// Without links and dots in it, and without a slash at its end.
std::string absolutePath(const std::string &path);
/// "LOCAL=SERVER". Throws Failure.
PathMapping parseMapping(const std::string &text);
/// An absolute path as the server knows it; of several mappings the longest `here` counts.
std::string mapped(const std::string &path, const std::vector<PathMapping> &mappings);
/// The way back: a server's path as it is called here; of several mappings the longest `there` counts.
std::string unmapped(const std::string &path, const std::vector<PathMapping> &mappings);

/// A configuration to be loaded by a server as one adapter.
struct LoadRequest {
    std::string name; ///< for the adapter
    Mix mix; ///< of loaded deltas
    std::string copies; ///< a folder that copies are written below, each named by its content; empty: none is made
    std::vector<PathMapping> mappings;
    std::int64_t mostRank = 0; ///< the server's --max-lora-rank; 0: unknown
};

/// What is there to be loaded, or was.
struct Loaded {
    ServedAdapter adapter;
    std::string folder; ///< here
    std::vector<std::string> wrote; ///< of a copy; empty: the delta's own folder, or a copy that was there already
};

} // namespace deltascope
