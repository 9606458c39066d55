#pragma once

#include "text/parts.h"

namespace deltascope::text {

/// The likeliest split into tokens with scores (Kudo 2018; tokenizers' unigram/model.rs).
std::unique_ptr<Model> makeUnigram(const nlohmann::json &object, const Origin &origin);

/// The token that stands for a byte where a vocabulary lacks a character: "<0xE2>".
std::string byteToken(unsigned char byte);

} // namespace deltascope::text
