#pragma once

// What every decoder-only family shares: a base model, and the heads that transformers puts on it.
#include "nn/backbone.h"
#include "nn/layers/leaf.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace deltascope::nn {

/// A decoder without its head.
class DecoderModel : public Block {
public:
    using Block::Block;
    /// The last hidden state [rows, T, width].
    virtual Act operator()(Pass &pass, const Batch &batch) const = 0;
    /// Table of the token embedding, which a tied head shares.
    virtual const Param &tokenWeight() const = 0;
};
using MakeDecoder = std::function<std::unique_ptr<DecoderModel>(const Scope &)>;

/// Names and sizes of a family's heads.
struct DecoderHeads {
    std::string base; ///< attribute that holds the base model: "model", "transformer"
    std::int64_t width; ///< of the hidden state that a head reads
    std::int64_t vocabulary;
    std::optional<std::int64_t> pad; ///< a classifier reads the rightmost id that differs; absent: the last
    bool tied;
    std::string lmHead = "lm_head";
    Bias lmBias = Bias::Without;
    double logitCap = 0; ///< logits become cap * tanh(logits / cap); 0: no cap
    std::string tokenHead = "score";
    double logitScale = 1; ///< that logits are multiplied by, before the cap
};

/// The family's model with the context's head.
std::unique_ptr<Backbone> buildDecoder(const BuildContext &context, const DecoderHeads &heads, const MakeDecoder &make);

} // namespace deltascope::nn
