#pragma once

// The stacks of T5 and mT5 (Raffel et al. 2020; transformers/models/t5/modeling_t5.py).
#include "nn/backbones/seq2seq.h"
#include "nn/layers/attention.h"

#include <string>

namespace deltascope::nn {

struct T5Facts {
    std::string prefix; ///< of the class names: "T5", "MT5"
    std::int64_t width, headDim, heads, inner, encoderLayers, decoderLayers, vocabulary, buckets, farthest;
    double epsilon;
    Activation activation;
    bool gated, tied, ownHead, scalesOutput;
    std::int64_t start, pad, eos;

    /// `ownHead` is whether the checkpoint holds an lm_head apart from the tokens' table.
    T5Facts(const Config &config, std::string_view prefix, bool holdsHead);
};

class T5Layer;

/// Encoder or decoder over the shared table of tokens.
class T5Stack : public Block {
public:
    enum class Side { Encoder, Decoder };
    T5Stack(const Scope &scope, const T5Facts &facts, Side side, const Embedding &shared);
    ~T5Stack() override;
    Act encode(Pass &pass, const Batch &batch) const;
    Act decode(Pass &pass, const Act &ids, const Act &memory, const Batch &batch) const;

private:
    /// The relative bias, and what `hidden` hides, with `lead` keys in front.
    Act ledBias(Pass &pass, const std::optional<Act> &hidden, std::int64_t queries, std::int64_t lead,
                KeyValue::Distances distances) const;
    Act layers(Pass &pass, Act x, const AttentionMask &own, const Act *memory, const AttentionMask &cross) const;

    Embedding m_tokens; ///< this use of the shared table
    std::unique_ptr<BlockList<T5Layer>> m_layers;
    std::unique_ptr<RmsNorm> m_norm;
};

std::unique_ptr<Seq2Seq> makeT5(const ScopeOf &scope, const T5Facts &facts);
/// The encoder alone (T5EncoderModel).
std::unique_ptr<EncoderModel> makeT5Encoder(const Scope &scope, const T5Facts &facts);

} // namespace deltascope::nn
