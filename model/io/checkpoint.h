#pragma once

#include "core/dtype.h"
#include "core/shape.h"
#include "io/bytesource.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace deltascope::io {

/// Where a tensor's bytes are. Nothing has been read of them.
struct TensorEntry {
    std::string name;
    DType dtype = DType::F32;
    Shape shape;
    std::vector<std::int64_t> strides; ///< in elements; empty: contiguous
    std::shared_ptr<const MappedFile> file;
    std::uint64_t offset = 0; ///< of the first element, in bytes
    std::uint64_t bytes = 0; ///< from the first to behind the last element
    std::uint64_t storageKey = 0; ///< equal for tensors of one storage, else different, in all open files
};

/// The storageKey of a storage at `offset` of a file. Storages without bytes, which may stand where another begins, are
/// told apart by their `ordinal` in the file.
std::uint64_t storageKey(const MappedFile &file, std::uint64_t offset, std::uint64_t bytes, std::uint64_t ordinal);

/// The tensors of a checkpoint, in the order of its files. Cheap to copy.
class CheckpointIndex {
public:
    CheckpointIndex() = default;
    explicit CheckpointIndex(std::vector<TensorEntry> entries);

    const std::vector<TensorEntry> &entries() const { return m_shared->entries; }
    /// Null if there is no tensor of that name.
    const TensorEntry *find(std::string_view name) const;

private:
    struct Shared {
        std::vector<TensorEntry> entries;
        std::unordered_map<std::string_view, std::size_t> byName;
    };
    std::shared_ptr<const Shared> m_shared = std::make_shared<Shared>();
};

/// One file, told by its content: safetensors, or PyTorch's zip or legacy form. A file that is well known but something
/// else is named for what it is. Throws Failure.
CheckpointIndex openCheckpointFile(const std::string &path);

/// The formats that openCheckpointFile() tells apart, by name.
std::vector<std::string> checkpointFormats();

/// What a model folder's weights are called, in order of preference.
extern const std::vector<std::string> modelWeights;

/// The weights of a model folder: model.safetensors, its sharded form, pytorch_model.bin, its sharded form; the first
/// that is there. Throws Failure.
CheckpointIndex openCheckpointFolder(const std::string &folder);
/// The same with other base names, in order of preference.
CheckpointIndex openCheckpointFolder(const std::string &folder, const std::vector<std::string> &candidates);

} // namespace deltascope::io
