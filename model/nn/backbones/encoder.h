#pragma once

// What every encoder family shares: a base model, and the heads that transformers puts on it.
#include "nn/backbone.h"
#include "nn/layers/activation.h"
#include "nn/layers/leaf.h"

#include <functional>
#include <memory>
#include <string_view>

namespace deltascope::nn {

/// [rows, T, width] -> [rows, width]: the first position, which many classifiers read.
Act firstPosition(const Act &x);

/// An encoder without its head.
class EncoderModel : public Block {
public:
    using Block::Block;
    /// The last hidden state [rows, T, width].
    virtual Act hidden(Pass &pass, const Batch &batch) const = 0;
    /// What a classifier of whole inputs reads: [rows, width].
    virtual Act pooled(Pass &, const Act &hidden) const { return firstPosition(hidden); }
    /// Table of the token embedding, which a tied head shares.
    virtual const Param &tokenWeight() const = 0;
};
using MakeEncoder = std::function<std::unique_ptr<EncoderModel>(const Scope &)>;

/// What a head makes of the last hidden state; it owns its blocks.
using Head = std::function<Act(Pass &, const Act &hidden)>;
/// Where a head's modules go: beside the base model.
using ScopeOf = std::function<Scope(std::string_view name)>;
using MakeHead = std::function<Head(const ScopeOf &scope, const EncoderModel &model)>;

/// One linear layer over what the model pools, or over every position.
Head pooledHead(const ScopeOf &scope, const EncoderModel &model, std::string_view name, std::int64_t width,
                std::int64_t outputs);
Head positionHead(const ScopeOf &scope, std::string_view name, std::int64_t width, std::int64_t outputs);
/// `name` of type `type` with dense and out_proj, over the first position (RobertaClassificationHead and its kin).
Head denseHead(const ScopeOf &scope, std::string_view name, std::string_view type, std::int64_t width,
               std::int64_t outputs, Activation activation);

enum class Caching { Keys, Nothing }; ///< whether a causal head may keep keys while generating

std::unique_ptr<Backbone> buildBareEncoder(const BuildContext &context, const MakeEncoder &make);
std::unique_ptr<Backbone> buildHeadedEncoder(const BuildContext &context, std::string_view base,
                                             const MakeEncoder &make, const MakeHead &head,
                                             Caching caching = Caching::Nothing);

} // namespace deltascope::nn
