#pragma once

#include "text/parts/parts.h"

#include <unordered_map>

namespace deltascope::text {

/// A model over an object from token to id.
class VocabularyModel : public Model {
public:
    VocabularyModel(const nlohmann::json &object, const Origin &origin);
    std::optional<std::int64_t> id(std::string_view token) const override;
    std::optional<std::string> token(std::int64_t id) const override;
    std::int64_t size() const override { return static_cast<std::int64_t>(m_ids.size()); }

private:
    std::unordered_map<std::string, std::int64_t> m_ids;
    std::unordered_map<std::int64_t, std::string> m_tokens;
};

/// The text under a key; empty if it is missing or null.
std::string optionalText(const nlohmann::json &object, const char *key, const Origin &origin);

/// The token that stands for a byte where a vocabulary lacks a character: "<0xE2>".
std::string byteToken(unsigned char byte);

/// Byte pair encoding (Sennrich et al. 2016): neighbours merge in the order of the list of merges.
std::unique_ptr<Model> makeBpe(const nlohmann::json &object, const Origin &origin);
/// The likeliest split into tokens with scores (Kudo 2018; tokenizers' unigram/model.rs).
std::unique_ptr<Model> makeUnigram(const nlohmann::json &object, const Origin &origin);
/// The longest token first, then the longest that continues it (Devlin et al. 2018).
std::unique_ptr<Model> makeWordPiece(const nlohmann::json &object, const Origin &origin);
/// A piece is a token or unknown.
std::unique_ptr<Model> makeWordLevel(const nlohmann::json &object, const Origin &origin);

} // namespace deltascope::text
