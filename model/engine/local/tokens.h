#pragma once

#include "core/tokens.h"
#include "engine/local/session.h"

#include <vector>

namespace deltascope {

/// Texts and conversations as tokens, and given ids by their tokens. Throws Failure naming the input.
std::vector<TokenizedText> tokenized(const Session &session, const std::vector<Input> &inputs);

} // namespace deltascope
