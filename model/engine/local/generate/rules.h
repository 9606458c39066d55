#pragma once

#include "nn/config.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace deltascope {

/// A lane whose next id is about to be chosen.
struct LaneText {
    const std::vector<std::int64_t> &source; ///< what the encoder read, or the prompt
    const std::vector<std::int64_t>
        &ids; ///< what the decoder has seen: the prompt or the start id, then the chosen ones
    std::size_t given = 0; ///< how many of them were not chosen
    std::size_t mostNew = 0; ///< length limit of the chosen ones

    std::size_t chosen() const { return ids.size() - given; }
};

/// Changes the scores of all ids of the vocabulary before the best one is taken; may throw Failure.
using LogitRule = std::function<void(const LaneText &lane, std::span<float> scores)>;

/// The rules that a generation_config.json (or a config.json that stands for it) asks for, in the order in which
/// transformers 4.57's generate() applies its logits processors: sequence_bias, encoder_repetition_penalty,
/// repetition_penalty, no_repeat_ngram_size, encoder_no_repeat_ngram_size, bad_words_ids, min_length, min_new_tokens,
/// forced_bos_token_id, forced_eos_token_id, remove_invalid_values, exponential_decay_length_penalty, suppress_tokens,
/// begin_suppress_tokens. `endIds` end a generation. Throws Failure naming file and key.
std::vector<LogitRule> readLogitRules(const nn::Config &generation, const std::vector<std::int64_t> &endIds);

} // namespace deltascope
