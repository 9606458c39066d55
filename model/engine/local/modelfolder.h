#pragma once

#include <filesystem>
#include <string>

namespace deltascope {

/// The folder itself, or the transformer's in a sentence-transformers model as versions before 2 wrote it.
std::filesystem::path modelFolder(const std::filesystem::path &folder);

/// People give a delta where its backbone is meant: throws Failure (not-a-model) that names the backbone.
void expectNoDelta(const std::filesystem::path &folder);

/// The class in the folder's own code that reads its tokenizer (auto_map of tokenizer_config.json); empty if there is
/// none.
std::string customTokenizer(const std::filesystem::path &folder);

} // namespace deltascope
