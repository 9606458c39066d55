#pragma once

#include "chat/value.h"

#include <nlohmann/json_fwd.hpp>

namespace deltascope::chat {

/// bos_token, eos_token, ... as transformers knows them of a tokenizer: tokenizer_config.json, the older
/// special_tokens_map.json where that lists no added tokens, and what the tokenizer's class takes for granted. One that
/// is null is none.
std::vector<std::pair<std::string, Value>> specialTokens(const nlohmann::ordered_json &tokenizerConfig,
                                                         const nlohmann::ordered_json &specialTokensMap);

} // namespace deltascope::chat
