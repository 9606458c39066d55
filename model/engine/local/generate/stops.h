#pragma once

#include "text/tokenizer.h"

#include <map>
#include <string>
#include <vector>

namespace deltascope {

/// Sees when the newest token of a text completes one of some texts (transformers' StopStringCriteria): it may begin in
/// the prompt, and end anywhere within that token.
class StopTexts {
public:
    StopTexts(std::vector<std::string> texts, const text::Tokenizer *tokenizer);

    bool endAt(const std::vector<std::int64_t> &ids);

private:
    const std::string &pieceOf(std::int64_t id);

    const std::vector<std::string> m_texts;
    const text::Tokenizer *const m_tokenizer; ///< there if texts are
    std::size_t m_longest = 0; ///< bytes
    std::map<std::int64_t, std::string> m_pieces;
};

} // namespace deltascope
