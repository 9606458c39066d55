#pragma once

#include <nlohmann/json.hpp>

namespace deltascope::text {

// Where tokenizer_config.json wins over a pipeline, for each class of tokenizers that has its own way.

void configureBert(nlohmann::json &pipeline, const nlohmann::json &config);
void configureGpt2(nlohmann::json &pipeline, const nlohmann::json &config);
void configureRoberta(nlohmann::json &pipeline, const nlohmann::json &config);
void configureGptNeoX(nlohmann::json &pipeline, const nlohmann::json &config);
void configureLlama(nlohmann::json &pipeline, const nlohmann::json &config);
void configureGemma(nlohmann::json &pipeline, const nlohmann::json &config);

} // namespace deltascope::text
