#pragma once

#include "text/files/vocabfiles.h"
#include "text/spm/families.h"

#include <string>
#include <string_view>

namespace deltascope::text {

/// What a class of transformers' tokenizers does of its own. A new class is a line in families.cpp.
struct TokenizerFamily {
    std::string_view name; ///< Python's class without "Fast"
    ByteLevelStyle style = ByteLevelStyle::Roberta; ///< of vocab.json and merges.txt
    spm::Build *fromSpm = nullptr; ///< of a SentencePiece file; null: by the file's name
    /// Where tokenizer_config.json wins over the pipeline (the constructors of the fast tokenizers); may be null.
    void (*configure)(nlohmann::json &pipeline, const nlohmann::json &config) = nullptr;
};

/// The class that tokenizer_config.json names, else the usual one; without "Fast". Empty if
/// neither says.
std::string tokenizerClass(const nlohmann::json &config, const std::string &usualClass);

/// One without ways of its own for a class that is not listed.
const TokenizerFamily &tokenizerFamily(std::string_view name);

} // namespace deltascope::text
