#pragma once

#include "io/checkpoint.h"
#include "io/pickle.h"

#include <functional>

namespace deltascope::io {

/// Where a storage's bytes are in the file.
struct StoragePlace {
    std::uint64_t offset, size;
};

/// The element type of a storage that a pickle names. Throws Failure.
DType storageType(const MappedFile &file, const PickleValue &storage);

/// The tensors of an unpickled dictionary, or of the one inside it under a name that training programs use
/// ("state_dict"). `placeOf` gives the place of the storage of a key. Throws Failure naming the tensor that does not
/// fit its storage.
std::vector<TensorEntry> tensorsOf(const std::shared_ptr<const MappedFile> &file, const PickleValue &root,
                                   const std::function<StoragePlace(std::string_view)> &placeOf);

} // namespace deltascope::io
