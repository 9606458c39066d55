#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltascope {

struct TokenizedText {
    std::vector<std::int64_t> ids;
    std::vector<std::string> tokens; ///< the vocabulary's text of each id
    std::vector<std::pair<std::int64_t, std::int64_t>> offsets; ///< code points of the original text
    std::string decoded; ///< without special tokens
    std::optional<std::string> prompt = std::nullopt; ///< a conversation as its template renders it
    std::vector<std::string> pieces = {}; ///< of given ids: what each reads behind other text
};

} // namespace deltascope
