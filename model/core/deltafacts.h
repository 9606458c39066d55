#pragma once

#include "core/describe.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace deltascope {

/// What one asks first of a saved delta, as its files say; empty where they do not.
struct DeltaFacts {
    std::optional<std::int64_t> rank;
    std::optional<double> alpha, scaling; ///< scaling: of an update at full strength, alpha / rank and the like
    std::string variant; ///< of a LoRA: "dora", "rslora", "kasa", "alora"
    std::string bias; ///< which of the backbone's biases it brings: "none", "all", "lora_only"
    std::vector<std::string> targets, modulesToSave;
    std::string baseModel, task, trainedWith; ///< "bert-base-uncased", "SEQ_CLS", "peft 0.18.1"
    std::string date; ///< of the weights' file, "2026-11-28"
    std::int64_t bytes = 0; ///< of its tensors
    std::optional<DeltaHead> head;
};

} // namespace deltascope
