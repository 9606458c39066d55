#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <optional>

namespace deltascope::text::spm {

struct Source;

/// What transformers builds from a SentencePiece file for a class of tokenizers (convert_slow_tokenizer.py), as the
/// object of a tokenizer.json.
using Build = nlohmann::json(const Source &source);
Build albert, deberta, gemma, llama, mbart, mbart50, t5, xlmRoberta, xlnet;

/// A folder's SentencePiece file, under any of the names that families give it.
std::optional<std::filesystem::path> find(const std::filesystem::path &folder);

/// By `build`; null: as the file's name suggests. `config` is tokenizer_config.json. Throws Failure for a file that is
/// none.
nlohmann::json pipelineOf(const std::filesystem::path &file, Build *build, const nlohmann::json &config);

} // namespace deltascope::text::spm
