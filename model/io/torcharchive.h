#pragma once

#include "io/checkpoint.h"
#include "io/tensortowrite.h"

namespace deltascope::io {

bool looksLikeZip(const MappedFile &file);

/// True for a zip archive that torch.jit.save wrote. Throws Failure if the archive is damaged.
bool isTorchScript(const MappedFile &file);

/// The tensors of a file that torch.save wrote since 1.6: a zip archive of stored members. Throws Failure.
std::vector<TensorEntry> readTorchZip(const std::shared_ptr<const MappedFile> &file);

/// Writes what torch.load(weights_only=True) reads as an OrderedDict of contiguous tensors; tensors of the same bytes
/// share a storage. Appears whole or not at all. Throws Failure.
void writeTorchZip(const std::string &path, const std::vector<TensorToWrite> &tensors);

/// The tensors of a file that torch.save wrote before 1.6: pickles, then storages. Throws Failure.
std::vector<TensorEntry> readTorchLegacy(const std::shared_ptr<const MappedFile> &file);

} // namespace deltascope::io
