#pragma once

#include "text/parts/parts.h"

namespace deltascope::text {

// Tokens whose characters or names stand for bytes.
std::unique_ptr<Decoder> makeByteLevelDecoder(const nlohmann::json &object, const Origin &origin);
std::unique_ptr<Decoder> makeByteFallbackDecoder(const nlohmann::json &object, const Origin &origin);

// Tokens that say where words begin or end.
std::unique_ptr<Decoder> makeWordPieceDecoder(const nlohmann::json &object, const Origin &origin);
std::unique_ptr<Decoder> makeMetaspaceDecoder(const nlohmann::json &object, const Origin &origin);
std::unique_ptr<Decoder> makeBpeDecoder(const nlohmann::json &object, const Origin &origin);
std::unique_ptr<Decoder> makeCtcDecoder(const nlohmann::json &object, const Origin &origin);

} // namespace deltascope::text
