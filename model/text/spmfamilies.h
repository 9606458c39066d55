#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>
#include <string>

namespace deltascope::text {

/// A folder's SentencePiece file, under any of the names that families give it.
std::optional<std::filesystem::path> findSpm(const std::filesystem::path &folder);

/// What transformers builds from a SentencePiece file for a family's tokenizer class (convert_slow_tokenizer.py), as
/// the object of a tokenizer.json. `config` is tokenizer_config.json.
nlohmann::json pipelineOfSpm(const std::filesystem::path &file, const std::string &family,
                             const nlohmann::json &config);

} // namespace deltascope::text
