#pragma once

#include "text/parts/parts.h"

namespace deltascope::text {

/// SentencePiece's compiled normalization as tokenizer.json holds it, in base64 (the spm_precompiled crate); null if
/// empty.
std::unique_ptr<Normalizer> makePrecompiled(const nlohmann::json &object, const Origin &origin);
std::string toBase64(std::string_view bytes);

} // namespace deltascope::text
