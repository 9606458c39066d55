#pragma once

// The encoder-decoder that BART and mBART share (transformers/models/bart/modeling_bart.py,
// .../mbart/modeling_mbart.py).
#include "nn/backbones/decoder.h"
#include "nn/backbones/seq2seq.h"
#include "nn/layers/activation.h"

#include <string>

namespace deltascope::nn {

struct BartFacts {
    enum class Form { NormsBehind, NormsBefore }; ///< of the residual joins: BART, mBART

    std::string prefix; ///< of the class names: "Bart"
    Form form;
    std::int64_t width, vocabulary, positions, encoderLayers, decoderLayers, encoderHeads, decoderHeads, encoderInner,
        decoderInner;
    double embeddingScale;
    Activation activation;
    bool tied;
    std::string embeddingType;
    std::int64_t start, pad, eos;

    BartFacts(const Config &config, std::string_view prefix);
};

std::unique_ptr<Seq2Seq> makeBart(const ScopeOf &scope, const BartFacts &facts);
/// The decoder alone, as a causal language model uses it.
std::unique_ptr<DecoderModel> makeBartDecoder(const Scope &scope, const BartFacts &facts);

} // namespace deltascope::nn
