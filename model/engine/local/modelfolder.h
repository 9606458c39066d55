#pragma once

#include <filesystem>

namespace deltascope {

/// The folder itself, or the transformer's in a sentence-transformers model as versions before 2 wrote it.
std::filesystem::path modelFolder(const std::filesystem::path &folder);

/// People give a delta where its backbone is meant: throws Failure (not-a-model) that names the backbone.
void expectNoDelta(const std::filesystem::path &folder);

} // namespace deltascope
