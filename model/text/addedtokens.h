#pragma once

#include "text/parts/parts.h"

#include <map>
#include <unordered_map>

namespace deltascope::text {

/// A token that is looked for in the text before anything splits it.
struct AddedToken {
    std::int64_t id = 0;
    std::string content;
    bool singleWord = false, stripsLeft = false, stripsRight = false, normalized = true, special = false;
};

/// A part of a text: either the token that stands there, or characters that no added token covers.
struct Segment {
    std::optional<Token> token;
    Chars chars;
};

/// Added tokens, special ones included (tokenizers' added_vocabulary.rs).
class AddedTokens {
public:
    /// A token of the same content replaces the earlier one.
    void add(AddedToken token);
    /// The text cut at added tokens: those not normalized are found in the text as it is, the others behind
    /// `normalizer`.
    std::vector<Segment> split(const Chars &text, const Normalizer *normalizer) const;
    const AddedToken *byId(std::int64_t id) const;
    const AddedToken *byContent(const std::string &content) const;
    /// One more than the largest id; 0 if there is none.
    std::int64_t end() const;

private:
    enum class Which { Plain, Normalized };
    std::vector<Segment> cut(const Chars &text, Which which, const Normalizer *normalizer) const;

    std::map<std::string, AddedToken> m_tokens;
    std::unordered_map<std::int64_t, std::string> m_contents;
};

} // namespace deltascope::text
