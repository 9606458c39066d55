#pragma once

#include "text/pipeline.h"

#include <filesystem>
#include <string>

namespace deltascope::text {

/// tokenizer_config.json with the special tokens of special_tokens_map.json, as transformers puts them together; an
/// empty object where there is neither.
nlohmann::json readTokenizerConfig(const std::filesystem::path &folder);

nlohmann::json valueOr(const nlohmann::json &object, const char *key, const nlohmann::json &otherwise);
/// The text of a token that is named as a text or as an object with `content`.
std::string contentOf(const nlohmann::json &value, const std::string &otherwise);

/// What the configuration and added_tokens.json add to a pipeline: added_tokens.json and added_tokens_decoder in the
/// order of their ids, then the special tokens by their roles.
Pipeline::Extras readExtras(const nlohmann::json &config, const std::filesystem::path &folder);

} // namespace deltascope::text
