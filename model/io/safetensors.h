#pragma once

#include "io/checkpoint.h"

#include <map>
#include <span>

namespace deltascope::io {

/// The tensors that a safetensors file's header lists (8 bytes of length, JSON, bytes), in the order of the header. As
/// strict as the format's own reader: no overlaps, no gaps, sizes that agree. Throws Failure.
std::vector<TensorEntry> readSafetensors(const std::shared_ptr<const MappedFile> &file);

/// A tensor to write: contiguous, row-major bytes.
struct TensorToWrite {
    std::string name;
    DType dtype;
    Shape shape;
    std::span<const unsigned char> bytes;
};

/// Writes beside and moves into place. Throws Failure.
void writeSafetensors(const std::string &path, const std::vector<TensorToWrite> &tensors, const std::map<std::string, std::string> &metadata);

} // namespace deltascope::io
