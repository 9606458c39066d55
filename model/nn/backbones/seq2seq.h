#pragma once

// What encoder-decoder families share: how encoder and decoder run together, and the heads on top.
#include "nn/backbones/encoder.h"

namespace deltascope::nn {

/// Encoder and decoder, without the module that holds them.
class Seq2Seq {
public:
    virtual ~Seq2Seq() = default;
    virtual Act encode(Pass &pass, const Batch &batch) const = 0;
    /// The decoder's last hidden state [rows, T', width] for its ids [rows, T'].
    virtual Act decode(Pass &pass, const Act &ids, const Act &memory, const Batch &batch) const = 0;
    /// What the decoder reads where an input names no ids for it: the input's own, moved right.
    virtual Act startIds(const Act &ids) const = 0;
    virtual const Param &tokenWeight() const = 0;
};
using MakeSeq2Seq = std::function<std::unique_ptr<Seq2Seq>(const ScopeOf &scope)>;

/// What a head makes of the decoder's last hidden state; `ids` are the encoder's.
using Seq2SeqHead = std::function<Act(Pass &, const Act &hidden, const Act &ids)>;
using MakeSeq2SeqHead = std::function<Seq2SeqHead(const ScopeOf &scope, const Seq2Seq &model)>;

/// The module that holds encoder and decoder: the attribute and its type; empty: they are the root's own.
struct Seq2SeqBase {
    std::string name, type;
};

/// `makeHead` may be null: the bare model.
std::unique_ptr<Backbone> buildSeq2Seq(const BuildContext &context, const Seq2SeqBase &base, const MakeSeq2Seq &make,
                                       const MakeSeq2SeqHead &makeHead);

/// `name` of type `type` with dense and out_proj, read at each row's last end-of-sequence id `eos`.
Seq2SeqHead lastEosHead(const ScopeOf &scope, std::string_view name, std::string_view type, std::int64_t width,
                        std::int64_t labels, std::int64_t eos);
/// One linear layer over every position of the decoder.
Seq2SeqHead decoderPositionHead(const ScopeOf &scope, std::string_view name, std::int64_t width, std::int64_t outputs);

} // namespace deltascope::nn
