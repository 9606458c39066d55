#pragma once

#include "nn/config.h"
#include "nn/rows.h"

#include <ATen/core/Tensor.h>

#include <vector>

namespace deltascope::nn {

/// cos and sin of a stretch of positions: [1, 1, T, dims].
struct Angles {
    at::Tensor cos, sin;
};

/// Rotary position embeddings (Su et al. 2021) with the scalings of transformers/modeling_rope_utils.py: default,
/// linear, dynamic, yarn, longrope and llama3, as `rope_scaling` or `rope_parameters` of config.json say.
class Rotary {
public:
    /// Which numbers of a head turn together: i and i + dims / 2, or 2 i and 2 i + 1 (GPT-J).
    enum class Pairs { Halves, Neighbours };

    /// The first `dims` numbers of every head turn; `theta` is the base where the file names none.
    Rotary(const Config &config, std::int64_t dims, double theta = 10000, Pairs pairs = Pairs::Halves);

    /// Of the positions past, past + 1, ..., past + length - 1.
    Angles angles(std::int64_t past, std::int64_t length, at::ScalarType type) const;
    /// [rows, heads, T, headDim] -> the same shape.
    Act turn(const Act &x, const Angles &angles) const;

private:
    at::Tensor frequencies(std::int64_t length) const;
    void scaleYarn(const Config &scaling, const Config &config);
    void scaleLlama3(const Config &scaling);
    void scaleLong(const Config &scaling, const Config &config);

    std::int64_t m_dims;
    double m_theta;
    Pairs m_pairs;
    at::Tensor m_frequencies; ///< [dims / 2]
    double m_attention = 1; ///< cos and sin are multiplied by it
    bool m_dynamic = false; ///< the base grows with the sequence (NTK)
    double m_factor = 1;
    std::int64_t m_positions = 0; ///< beyond which the dynamic base grows, or the long frequencies hold
    at::Tensor m_longFrequencies;
};

} // namespace deltascope::nn
