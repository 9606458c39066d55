#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>

namespace deltascope::text {

// What transformers builds from files that are older than tokenizer.json (convert_slow_tokenizer.py), as its object.

/// BERT's vocab.txt: a token a line. The tokenizer's configuration may name its special tokens.
nlohmann::json pipelineOfVocabTxt(const std::filesystem::path &file, const nlohmann::json &config);

enum class ByteLevelStyle { Gpt2, Roberta, Qwen2 };
/// vocab.json and merges.txt of a byte-level BPE.
nlohmann::json pipelineOfVocabJson(const std::filesystem::path &folder, ByteLevelStyle style);

} // namespace deltascope::text
