#pragma once

#include "nn/layers/leaf.h"

namespace deltascope::nn {

/// [1, length]: past, past + 1, ... as one row for everybody.
Act positionsFrom(Pass &pass, std::int64_t past, std::int64_t length);

/// Throws Failure if a table of `most` positions cannot hold a sequence of `length`.
void expectLength(const Block &table, std::int64_t length, std::int64_t most);

/// A copy of `ids` moved right by one, `start` first, negative ids replaced by `pad` (transformers' shift_tokens_right).
Act shiftRight(const Act &ids, std::int64_t start, std::int64_t pad);

} // namespace deltascope::nn
