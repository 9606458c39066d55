#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>

namespace deltascope::nn {

class Block;

/// Where and how strongly a tap acts in this call.
struct TapCall {
    const Block &site;
    double strength;  ///< never 0; 1 is as trained
};

/// Keys and values that a prefix puts in front of an attention's own: each [1, kvHeads, p, headDim].
struct KeyValue {
    at::Tensor key, value;
};

/// scale * B A: what a tap adds to its module's weight, kept as factors A [r, in], B [out, r].
struct LowRankUpdate {
    at::Tensor a, b;
    double scale;
};

/// The part of one delta at one site. A site nests its taps as wrapped functions would: the last inserted is outermost.
/// Tensors hold the rows of those lanes that have the tap on; a tap works row by row and may change `y` in place.
class Tap {
public:
    virtual ~Tap() = default;

    /// What the module (and every tap inserted earlier) reads instead of x; only called if changesInput().
    virtual bool changesInput() const { return false; }
    virtual at::Tensor before(const TapCall &, const at::Tensor &x) const { return x; }

    /// The output, given what the module read and what it and the taps inserted earlier computed.
    virtual bool changesOutput() const { return true; }
    virtual at::Tensor after(const TapCall &, const at::Tensor &x, at::Tensor y) const = 0;

    /// True if it stands for other parameters of the module itself: it then acts before every tap around the module.
    virtual bool isInside() const { return false; }
    /// True if it changes nothing whatever the input.
    virtual bool isIdle() const { return false; }

    /// The tap as an update of the module's weight, where it is one of low rank.
    virtual std::optional<LowRankUpdate> update() const { return std::nullopt; }
};

} // namespace deltascope::nn
