#pragma once

#include "core/hub.h"
#include "core/requests.h"
#include "io/checkpoint.h"
#include "nn/config.h"

#include <optional>
#include <string>

namespace deltascope {

/// A vocabulary that a delta was trained with after tokens were added to its backbone's.
struct GrownVocabulary {
    std::int64_t from = 0, to = 0; ///< rows of the backbone's embedding, and of the delta's
    std::string delta; ///< its folder, which may hold the tokenizer with those tokens
};

/// The largest that the deltas of the request bring, if it is larger than the backbone's; a delta that cannot be read
/// says so when it is added.
std::optional<GrownVocabulary> grownVocabulary(const OpenRequest &request, const nn::Config &config,
                                               const HubFetch &fetch, Progress &progress);

/// config.json and tensors with that many rows; the added ones are zero in the backbone's embedding and heads.
nn::Config grown(const nn::Config &config, const GrownVocabulary &vocabulary);
io::CheckpointIndex grown(const io::CheckpointIndex &tensors, const GrownVocabulary &vocabulary);

} // namespace deltascope
