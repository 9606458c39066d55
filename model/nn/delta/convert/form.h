#pragma once

// What convert.cpp, convertpeft.cpp and convertopendelta.cpp share: the form between two libraries.
#include "nn/delta/convert/convert.h"
#include "nn/tap.h"

#include <ATen/core/Tensor.h>

#include <map>

namespace deltascope::nn::convert {

/// What both libraries' LoRA can say of one Linear or Conv1D: scale * B A, A [r, in], B [out, r].
struct LowRank {
    at::Tensor a, b;
    double scale = 0;
};

/// A delta as what both libraries have: LoRA updates by module index, or virtual tokens, with tuned weights beside
/// them.
struct Form {
    std::map<int, LowRank> updates;
    at::Tensor prompt; ///< [n, width]; undefined: none
    std::map<int, LeafParams> tuned; ///< undefined where the backbone's own stays

    std::int64_t numbers() const
    {
        std::int64_t sum = 0;
        for (const auto &[module, update] : updates)
            sum += update.a.numel() + update.b.numel();
        return sum;
    }
    std::int64_t largestRank() const
    {
        std::int64_t rank = 1;
        for (const auto &[module, update] : updates)
            rank = std::max(rank, update.a.size(0));
        return rank;
    }
};

/// Throws Failure (no-counterpart).
[[noreturn]] void refuse(const DeltaInfo &info, std::string_view library, const std::string &reason);

/// A whole number where it is one, as the libraries write lora_alpha.
nlohmann::json plainNumber(double value);
/// Of the modules that have an update.
std::vector<std::string> namesOf(const Host &host, const Form &form);

DeltaFiles toPeft(const Host &host, const DeltaInfo &info, const Form &form);
DeltaFiles toOpenDelta(const Host &host, const DeltaInfo &info, const Form &form);

} // namespace deltascope::nn::convert
