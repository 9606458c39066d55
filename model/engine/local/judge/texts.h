#pragma once

#include "core/dataline.h"
#include "engine/local/inputs.h"

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

namespace deltascope {

/// A line's text as a language model is to be asked about it.
struct ScoredText {
    std::vector<std::int64_t> ids; ///< whose probabilities are wanted
    std::vector<bool> counts; ///< by id
    Prepared input; ///< causal and masked: the ids; sequence to sequence: the source, with what the decoder reads
};

/// log p of each id that counts, none for the others; `logits` [T, V] are the model's at what it read. Causal and
/// sequence to sequence.
std::vector<std::optional<float>> logProbsOf(const Session &session, const ScoredText &text, const at::Tensor &logits);

/// Throws Failure with `where`. Causal: the ids behind the first, or those of `target` where there is one. Sequence
/// to sequence: those of `target` or `decoder_labels`; -100 counts nothing. Masked: all but special ones.
ScoredText scoredText(const Session &session, const DataLine &line, const std::string &where);

} // namespace deltascope
