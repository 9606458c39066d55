#pragma once

#include "io/checkpoint.h"
#include "io/tensortowrite.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace deltascope::io {

/// The format's name of an element type ("BF16") and back.
std::string_view safetensorsName(DType type);
std::optional<DType> safetensorsType(std::string_view name);

struct Safetensors {
    std::vector<TensorEntry> entries; ///< in the order of the header
    std::map<std::string, std::string> metadata;
};

/// What a safetensors file's header lists (8 bytes of length, JSON, bytes). As strict as the format's own reader: no
/// overlaps, no gaps, sizes that agree. Throws Failure.
Safetensors readSafetensors(const std::shared_ptr<const MappedFile> &file);

/// Appears whole or not at all. Throws Failure.
void writeSafetensors(const std::string &path, const std::vector<TensorToWrite> &tensors,
                      const std::map<std::string, std::string> &metadata);

} // namespace deltascope::io
