#pragma once

#include "text/addedtokens.h"
#include "text/tokenizer.h"

#include <mutex>

namespace deltascope::text {

/// A tokenizer from an object in the form of tokenizer.json.
class Pipeline : public Tokenizer {
public:
    /// `specials` are tokens that tokenizer_config.json names; those that the vocabulary lacks take the next ids.
    struct Extras {
        std::vector<AddedToken> tokens; ///< ids are given here only if they are known to be wanted (>= 0)
        std::string mask; ///< empty: none
        bool cleansUp = false; ///< blanks before punctuation, on decoding
    };
    Pipeline(const nlohmann::json &object, const Origin &origin, Extras extras);

    Encoding encode(std::string_view text, std::optional<std::string_view> pair) const override;
    Encoding encodeBare(std::string_view text) const override;
    std::string decode(const std::vector<std::int64_t> &ids) const override;
    std::string piece(std::int64_t id) const override;
    std::optional<std::string> token(std::int64_t id) const override;
    std::optional<std::int64_t> id(std::string_view token) const override;
    std::optional<std::int64_t> maskId() const override;
    std::int64_t size() const override;

private:
    std::vector<Token> tokenize(std::string_view text) const;
    std::string joined(std::vector<std::string> tokens) const;
    void append(Encoding &encoding, const Token &token) const;

    std::unique_ptr<Model> m_model;
    std::unique_ptr<Normalizer> m_normalizer;
    std::unique_ptr<PreTokenizer> m_preTokenizer;
    std::unique_ptr<PostProcessor> m_postProcessor;
    std::unique_ptr<Decoder> m_decoder;
    AddedTokens m_added;
    std::string m_mask;
    bool m_cleansUp;
    mutable std::once_flag m_isBeforeKnown;
    mutable std::vector<std::string> m_before; ///< tokens that piece() puts before its own
};

} // namespace deltascope::text
