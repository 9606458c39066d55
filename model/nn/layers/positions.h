#pragma once

#include "nn/layers/leaf.h"

namespace deltascope::nn {

/// [1, length]: past, past + 1, ... as one row for everybody.
Act positionsFrom(Pass &pass, std::int64_t past, std::int64_t length);

/// Positions pad + 1, pad + 2, ... of the ids that are not `pad`, and `pad` for those that are (RoBERTa); behind soft
/// prompts, which hide the ids, every position counts.
Act positionsOfReal(Pass &pass, const Act &ids, std::int64_t pad);

/// Embedded tokens [rows, T, width] behind the pass's soft prompts: [rows, n + T, width]. As given in later steps of a
/// generation, and without prompts. A family calls it where its model would take inputs_embeds.
Act withPrompts(Pass &pass, const Act &embedded);

/// Length of the sequence that `ids` [rows, T] become once embedded: with the soft prompts in front.
std::int64_t embeddedLength(const Pass &pass, const Act &ids);

/// Throws Failure if a table of `most` positions cannot hold a sequence of `length`.
void expectLength(const Block &table, std::int64_t length, std::int64_t most);

/// A copy of `ids` moved right by one, `start` first, negative ids replaced by `pad` (transformers'
/// shift_tokens_right).
Act shiftRight(const Act &ids, std::int64_t start, std::int64_t pad);

/// A copy of `ids` moved right by one, each row's last id that is not `pad` first (mBART's shift_tokens_right).
Act wrapRight(const Act &ids, std::int64_t pad);

} // namespace deltascope::nn
