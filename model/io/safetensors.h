#pragma once

#include "io/atomicfile.h"
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

/// A safetensors file whose tensors come in any order, and on any thread. Throws Failure.
class SafetensorsFile {
public:
    /// Writes the header; `file` must live on.
    SafetensorsFile(AtomicFile &file, const std::vector<TensorForm> &tensors,
                    const std::map<std::string, std::string> &metadata);

    /// A part of the tensor of that number: `at` is where in its bytes it begins.
    void fill(std::size_t tensor, std::uint64_t at, std::span<const unsigned char> bytes) const
    {
        m_file.writeAt(m_offsets[tensor] + at, bytes);
    }

private:
    AtomicFile &m_file;
    std::vector<std::uint64_t> m_offsets; ///< in the file, by tensor
};

/// Appears whole or not at all. Throws Failure.
void writeSafetensors(const std::string &path, const std::vector<TensorToWrite> &tensors,
                      const std::map<std::string, std::string> &metadata);

} // namespace deltascope::io
