#pragma once

// Delta files that other programs wrote and this one does not compute: they are named for what they are.
#include <string>
#include <vector>

namespace deltascope::nn {

/// A file or a folder of another program.
struct ForeignDelta {
    std::string path;
    std::string library, kind; ///< "mlx", "lora"
    std::string what; ///< for a sentence that ends "found ..."
};

/// What a file is, or what a folder holds: LoRA files of MLX, kohya and diffusers, an AdapterFusion of AdapterHub.
/// Reads headers only; empty if there is nothing of that sort.
std::vector<ForeignDelta> foreignDeltas(const std::string &path);

} // namespace deltascope::nn
