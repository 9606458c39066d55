#pragma once

// The decoder that Llama, Mistral, Qwen, Gemma, OLMo, Phi-3, StarCoder2, SmolLM3 and Mixtral share; what sets them
// apart is data (transformers/models/llama/modeling_llama.py and its kin).
#include "nn/backbones/decoder.h"
#include "nn/layers/activation.h"
#include "nn/layers/attention.h"
#include "nn/layers/rotary.h"

#include <functional>
#include <string>
#include <vector>

namespace deltascope::nn {

struct LlamaFacts {
    enum class Norm { Rms, OffsetRms, Layer }; ///< Rms with weight, with 1 + weight (Gemma), or LayerNorm
    enum class QueryNorm { None, PerHead, Whole }; ///< of queries and keys: Qwen3, OLMo2
    enum class Around { Before, After, Both }; ///< where a layer's norms stand: Llama, OLMo2, Gemma 2
    enum class FeedForward { Gated, Plain, Experts }; ///< Llama, StarCoder2, Mixtral
    enum class Projections { Apart, Fused }; ///< Phi-3 fuses q k v, and gate and up

    std::string prefix; ///< of the class names: "Llama"
    std::int64_t width, heads, keyHeads, headDim, inner, layers, vocabulary;
    double epsilon;
    Activation activation;
    bool tied;
    std::optional<std::int64_t> pad;

    Norm norm = Norm::Rms;
    QueryNorm queryNorm = QueryNorm::None;
    Around around = Around::Before;
    FeedForward feedForward = FeedForward::Gated;
    Projections projections = Projections::Apart;
    bool downFirst = false; ///< files of transformers before 4.31 list down_proj before up_proj
    Bias inputBias = Bias::Without, outputBias = Bias::Without, innerBias = Bias::Without;
    /// What the embedded tokens, a sub-layer's output before its residual, the attention's scores and the logits are
    /// multiplied by.
    struct Scales {
        double embedding = 1, residual = 1, attention = 1, logits = 1;
    } scales;
    double scoreCap = 0, logitCap = 0;
    double rotaryPart = 1, rotaryTheta = 10000;
    std::vector<std::int64_t> windows; ///< of each layer's attention; 0: all keys
    std::vector<bool> turns; ///< whether a layer uses rotary positions
    std::int64_t experts = 0, expertsPerToken = 0;

    /// What all of them read alike from config.json; `tiedByDefault` and `pad` are the class's defaults.
    LlamaFacts(const Config &config, std::string_view prefix, double epsilon);

    /// Of the attention's projections, as the flag of that name says.
    void readAttentionBias(const Config &config, std::string_view key, bool otherwise = false);
    /// Of the feed-forward's.
    void readInnerBias(const Config &config, std::string_view key, bool otherwise = false);
    void readActivation(const Config &config, std::string_view key, std::string_view otherwise);
    /// Every layer sees so many keys back; none given: all.
    void slideEverywhere(std::optional<std::int64_t> window);
    /// The layers that `layer_types` calls sliding, or, without that list, those that `slides` says.
    void slideWhere(const Config &config, std::int64_t window, const std::function<bool(std::int64_t)> &slides);
};

/// Builds the model with the context's head.
std::unique_ptr<Backbone> buildLlamaStack(const BuildContext &context, const LlamaFacts &facts);

} // namespace deltascope::nn
