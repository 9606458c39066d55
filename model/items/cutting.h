#pragma once

#include "core/run.h"
#include "core/tokens.h"

#include <cstdint>

namespace deltascope::bridge {
class Workspace;
}

namespace deltascope::items {

class Session;

/// The input's texts cut so that `most` of `tokens`, which are the input's, remain; of two segments the longer one
/// loses its last token first (transformers' truncation "longest_first"). Special tokens count. What cannot be cut so
/// far stays as it is.
Input cutTo(const Input &input, const TokenizedText &tokens, std::int64_t most);

/// Cuts an input of the bench at `most` tokens, as one step of undo, as soon as the engine has said what its tokens
/// are. Ids are cut at once; a conversation stays as it is.
void cutInput(Session &session, bridge::Workspace &workspace, int inputKey, std::int64_t most);

} // namespace deltascope::items
