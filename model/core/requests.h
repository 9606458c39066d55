#pragma once

#include "core/chat.h"
#include "core/head.h"
#include "core/mix.h"
#include "core/run.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace deltascope {

struct HeadChoice {
    HeadKind kind = HeadKind::None;
    int labels = 0; ///< 0: as the head of one of OpenRequest::deltas has, else as config.json says (or two)
    bool operator==(const HeadChoice &) const = default;
};

/// Optional: open as a tree even if weights are missing. Unneeded: the tokenizer alone is wanted.
enum class Weights { Required, Optional, Unneeded };
enum class ComputeType { Float32, AsStored };

struct OpenRequest {
    std::string model; ///< folder, file or hub id
    std::optional<HeadChoice> head; ///< as config.json's architectures say if absent
    std::uint64_t seed = 0; ///< for a freshly initialised head
    Weights weights = Weights::Optional;
    ComputeType compute = ComputeType::Float32;
    ChatSettings chat; ///< how conversations become prompts
    std::vector<std::string> deltas; ///< paths of deltas to be added: what they bring decides what is left open here
    bool operator==(const OpenRequest &) const = default;
};

/// A delta to add: a saved one (path) or a fresh one (kind and keys, or a configuration object as JSON text).
struct DeltaRequest {
    std::string name; ///< empty: the folder's name
    std::string path; ///< empty for a fresh one
    std::string kind; ///< fresh: "lora", ... ; empty if `json` says it
    std::vector<std::pair<std::string, std::string>> keys; ///< fresh: key, value; repeated keys make a list
    std::string json; ///< fresh: {"delta_type": "lora", ...} or PEFT's object
    bool operator==(const DeltaRequest &) const = default;
};

/// What to fold into the backbone's weights, and what to measure it on.
struct MergeRequest {
    Mix mix;
    std::vector<Input> inputs; ///< none: built-in ones
    std::string folder; ///< to write: new or empty
};

/// A delta to write: in its own library's format, or in that of another one that has a kind which computes the same.
struct SaveRequest {
    DeltaId id = -1;
    std::string library; ///< "opendelta", "peft", ...
    double strength = 1; ///< that the effect is multiplied by
    std::string folder; ///< to write: new or empty
    std::int64_t rank = 0; ///< how many of the strongest singular directions each low-rank update keeps; 0: all
};

} // namespace deltascope
